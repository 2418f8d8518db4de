// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.apicurio;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;

/**
 * Prints the result of the tests against other registries in one line, from failsafe's summaries.
 *
 * <p>The build runs it after the tests. Its first argument is the summary of the current module,
 * which must exist; the others are those of earlier modules, which are optional. It fails the build
 * if tests are missing.
 */
public final class RegistryItSummary {
  private RegistryItSummary() {}

  /**
   * Prints the line.
   *
   * @param args the files
   */
  public static void main(String[] args) throws Exception {
    Path own = Path.of(args[0]);
    if (!Files.exists(own)) {
      fail("no tests ran: " + own + " is missing");
    }
    List<Document> summaries = new ArrayList<>();
    for (String file : args) {
      if (Files.exists(Path.of(file))) {
        summaries.add(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(file).toFile()));
      }
    }
    print(summaries);
  }

  private static void print(List<Document> summaries) {
    int completed = sum(summaries, "completed");
    int failed = sum(summaries, "errors") + sum(summaries, "failures");
    int skipped = sum(summaries, "skipped");
    List<ApicurioRelease> run =
        ApicurioRelease.all().stream().filter(release -> Files.exists(release.log())).toList();
    if (completed == 0 || skipped > 0 || run.isEmpty()) {
      fail("completed=" + completed + " skipped=" + skipped + " of " + run + ": all must run");
    }
    System.out.println(
        (failed == 0 ? "OK" : "FAILED")
            + " registry-it apicurio="
            + run.stream().map(ApicurioRelease::version).collect(Collectors.joining(","))
            + " expectations="
            + completed
            + (failed == 0 ? "" : " failed=" + failed)
            + notRun(run).collect(Collectors.joining()));
    System.out.flush();
  }

  private static Stream<String> notRun(List<ApicurioRelease> run) {
    return ApicurioRelease.all().stream()
        .filter(release -> !run.contains(release))
        .map(
            release ->
                " (%s was NOT run: no JDK %d or newer was found; name one by -D%s)"
                    .formatted(release.version(), release.oldestJava(), JavaHomes.PROPERTY));
  }

  private static void fail(String reason) {
    System.out.println("FAILED registry-it " + reason);
    System.out.flush();
    throw new IllegalStateException(reason);
  }

  private static int sum(List<Document> summaries, String name) {
    return summaries.stream()
        .mapToInt(
            each ->
                Integer.parseInt(each.getElementsByTagName(name).item(0).getTextContent().strip()))
        .sum();
  }
}
