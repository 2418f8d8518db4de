// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;

/**
 * Says in one line how the tests against other registries went, from failsafe's own summary.
 *
 * <p>A program that the build runs after them. It fails the build when there were none.
 */
public final class RegistryItSummary {
  private RegistryItSummary() {}

  public static void main(String[] args) throws Exception {
    Path summary = Path.of(args[0]);
    if (!Files.exists(summary)) {
      fail("no tests ran: " + summary + " is missing");
    }
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(summary.toFile());
    int completed = count(document, "completed");
    int failed = count(document, "errors") + count(document, "failures");
    int skipped = count(document, "skipped");
    if (completed == 0 || skipped > 0) {
      fail("completed=" + completed + " skipped=" + skipped + ": all must run");
    }
    String tests = " registry-it tests=" + completed;
    System.out.println(failed == 0 ? "OK" + tests : "FAILED" + tests + " failed=" + failed);
    System.out.flush();
  }

  private static void fail(String reason) {
    System.out.println("FAILED registry-it " + reason);
    System.out.flush();
    throw new IllegalStateException(reason);
  }

  private static int count(Document summary, String name) {
    return Integer.parseInt(summary.getElementsByTagName(name).item(0).getTextContent().strip());
  }
}
