// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.SchemaDifference.NotExplained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The changes whose backward compatibility the documentation of JSON Schema lists. */
class CompatibilityPairsTest {

  private static final Path PAIRS =
      Path.of("..", "serde-json", "src", "test", "resources", "compatibility-pairs.txt");

  record Change(String name, String before, String after, boolean isCompatible) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changes() throws IOException {
    return Files.readAllLines(PAIRS, UTF_8).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Stream.of(line.split(";", 6)).map(String::strip).toList())
        .map(
            columns ->
                new Change(
                    columns.get(0),
                    columns.get(1),
                    columns.get(2),
                    columns.get(4).equals("compatible")));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isExplainedByDifferencesOfTheRightSeverity(Change change) {
    List<SchemaDifference> found =
        SchemaComparison.of(Schemas.json(change.before()), Schemas.json(change.after()))
            .differences();

    assertThat(found).noneMatch(NotExplained.class::isInstance);
    assertThat(found.stream().anyMatch(each -> each.severity(Direction.BACKWARD).isBreaking()))
        .as("%s", found)
        .isEqualTo(!change.isCompatible());
  }
}
