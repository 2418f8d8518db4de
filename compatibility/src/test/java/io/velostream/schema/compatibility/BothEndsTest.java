// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All round trips with the oldest and the newest versions that we admit. */
class BothEndsTest {

  /** Enough for classes to be made at run time, which must not refer to what is newer either. */
  private static final String TIMES = "200000";

  @TempDir private Path folder;

  static Stream<Row> ends() {
    return Stream.of(Row.oldest("oldest of all"), Row.newest("newest of all"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void allRoundTripsWork(Row row) throws Exception {
    Path log = folder.resolve("trips.log");
    Map<String, String> trips = row.trips(log, TIMES, Row.classes(log).toString());

    assertThat(trips.keySet()).containsExactlyInAnyOrderElementsOf(RoundTrips.NAMES);
    assertThat(trips)
        .as(() -> "round trips of " + row + ":\n" + tail(log))
        .allSatisfy((trip, result) -> assertThat(result).as(trip).isEqualTo("yes"));
    assertThat(Files.readString(Row.classes(log))).contains(RoundTrips.MADE);
  }

  private static String tail(Path log) {
    try {
      String text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - 5_000));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
