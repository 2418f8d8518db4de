// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/compatibility.md}. */
class MatrixTest {

  private static final String TIMES = "20000";

  private static List<String> page() throws Exception {
    return Files.readAllLines(Path.of(System.getProperty("matrix.page")));
  }

  @Test
  void pageHasEveryRow() throws Exception {
    List<String> page = page();
    assertThat(page).containsSubsequence(Matrix.head());
    assertThat(page.stream().filter(line -> line.endsWith(" yes |") || line.endsWith(" no |")))
        .extracting(line -> line.substring(2, line.indexOf(" | ")))
        .filteredOn(name -> !name.startsWith("Spring Boot"))
        .containsExactlyElementsOf(Matrix.names());
  }

  /** Its last line says whether all is as the page says, and works. */
  @Test
  @Tag("matrix")
  void allRowsAreAsThePageSays() throws Exception {
    List<String> page = page();
    Path logs = Path.of(System.getProperty("compatibility.jars")).resolveSibling("matrix");
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    Matrix.head().forEach(System.out::println);
    for (Row row : Matrix.rows()) {
      Map<String, String> trips =
          row.trips(logs.resolve(row.name().replace(' ', '-') + ".log"), TIMES);
      String line = Matrix.line(row.name(), trips);
      System.out.println(line);
      trips.forEach(
          (trip, result) -> {
            if (!result.equals("yes")) {
              wrong.add(row.name() + ": " + trip + ": " + result);
            }
          });
      if (!page.contains(line)) {
        wrong.add(row.name() + ": docs/compatibility.md says something else");
      }
      rows++;
    }
    wrong.forEach(System.out::println);
    System.out.println(
        wrong.isEmpty()
            ? "OK matrix rows=" + rows
            : "FAILED matrix rows=" + rows + " wrong=" + wrong.size() + ", logs in " + logs);
    assertThat(wrong).isEmpty();
  }
}
