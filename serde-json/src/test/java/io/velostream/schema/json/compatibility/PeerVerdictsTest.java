// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.json.schema.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts beside those that the documentation of Confluent Schema Registry gives. */
class PeerVerdictsTest {

  private static final int COLUMNS = 6;
  private static final Path DOCUMENTATION = Path.of("..", "docs", "json-schema.md");

  /** A change of a schema, with both verdicts. */
  record Change(
      String name, String before, String after, String theirs, String here, String reason) {

    boolean isAsTheirs() {
      return theirs.equals(here);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changes() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PeerVerdictsTest.class.getResourceAsStream("/compatibility-pairs.txt"))) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(PeerVerdictsTest::change);
    }
  }

  private static Change change(String line) {
    List<String> columns = Stream.of(line.split(";", COLUMNS)).map(String::strip).toList();
    assertThat(columns).as(line).hasSize(COLUMNS);
    return new Change(
        columns.get(0),
        columns.get(1),
        columns.get(2),
        columns.get(3),
        columns.get(4),
        columns.get(5));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void givesTheVerdictOfTheTable(Change change) {
    List<String> found =
        JsonFormat.incompatibilities(
            change.after().replace('\'', '"'),
            Map.of(),
            change.before().replace('\'', '"'),
            Map.of());
    assertThat(found.isEmpty() ? "compatible" : "incompatible")
        .as("%s to %s: %s", change.before(), change.after(), found)
        .isEqualTo(change.here());
  }

  @Test
  void differsForAReasonThatTheDocumentationShows() throws IOException {
    List<Change> changes = changes().toList();
    assertThat(changes).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    assertThat(changes).allMatch(change -> change.isAsTheirs() == change.reason().isEmpty());

    List<String> expected =
        changes.stream()
            .filter(change -> !change.isAsTheirs())
            .map(
                change ->
                    "| %s | %s | %s | %s |"
                        .formatted(change.name(), change.theirs(), change.here(), change.reason()))
            .toList();
    List<String> shown =
        Files.readAllLines(DOCUMENTATION).stream()
            .filter(line -> line.matches("\\|.*\\| (in)?compatible \\| (in)?compatible \\|.*"))
            .toList();
    assertThat(shown).containsExactlyElementsOf(expected);
  }
}
