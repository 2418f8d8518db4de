// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows that are tried, each with one version exchanged against the newest of all others. */
final class Matrix {

  /** The JDKs that have a row, where they are found. */
  static final List<Integer> JDKS = List.of(17, 25);

  private Matrix() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String version : Versions.KAFKA) {
      rows.add(Row.newest("kafka-clients " + version).withKafka(version));
    }
    for (int jdk : JDKS) {
      Path home = javaHome(jdk);
      if (home != null) {
        rows.add(Row.newest("JDK " + jdk).withJava(home));
      }
    }
    for (String version : Versions.JACKSON) {
      rows.add(Row.newest("Jackson " + version).withJackson(version));
    }
    for (String version : Versions.AVRO) {
      rows.add(Row.newest("Avro " + version).withAvro(version));
    }
    for (String version : Versions.PROTOBUF) {
      rows.add(Row.newest("protobuf-java " + version).withProtobuf(version));
    }
    rows.add(Row.oldest("the oldest of all"));
    rows.add(Row.newest("the newest of all"));
    return rows;
  }

  /** The names of all rows, whether or not their JDK is found here. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    Versions.KAFKA.forEach(version -> names.add("kafka-clients " + version));
    JDKS.forEach(jdk -> names.add("JDK " + jdk));
    Versions.JACKSON.forEach(version -> names.add("Jackson " + version));
    Versions.AVRO.forEach(version -> names.add("Avro " + version));
    Versions.PROTOBUF.forEach(version -> names.add("protobuf-java " + version));
    names.add("the oldest of all");
    names.add("the newest of all");
    return names;
  }

  /** The two lines above the rows. */
  static List<String> head() {
    return List.of(
        "| | " + String.join(" | ", RoundTrips.NAMES) + " |",
        "|---|" + RoundTrips.NAMES.stream().map(trip -> "---|").collect(Collectors.joining()));
  }

  /** A row as the page has it. */
  static String line(String name, Map<String, String> trips) {
    return "| "
        + name
        + " | "
        + RoundTrips.NAMES.stream()
            .map(trip -> trips.get(trip).equals("yes") ? "yes" : "no")
            .collect(Collectors.joining(" | "))
        + " |";
  }

  /**
   * A JDK: the one of this JVM, the one that {@code matrix.java.home} names, or one beside this.
   *
   * @return null when there is none
   */
  private static Path javaHome(int version) {
    Path own = Path.of(System.getProperty("java.home"));
    String given = System.getProperty("matrix.java.home", "");
    return Stream.concat(
            given.isEmpty() ? Stream.of(own) : Stream.of(own, Path.of(given)), beside(own))
        .filter(home -> isOf(version, home))
        .findFirst()
        .orElse(null);
  }

  private static Stream<Path> beside(Path home) {
    try (Stream<Path> homes = Files.list(home.getParent())) {
      return homes.sorted().toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** As the JDK's own file tells its version. */
  private static boolean isOf(int version, Path home) {
    try {
      return Files.isExecutable(home.resolve("bin").resolve("java"))
          && Files.readAllLines(home.resolve("release")).stream()
              .anyMatch(line -> line.matches("JAVA_VERSION=\"" + version + "\\b.*"));
    } catch (IOException e) {
      return false;
    }
  }
}
