// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The versions that we admit, from the oldest to the newest, and their jars. */
final class Versions {

  static final List<String> AVRO = List.of("1.11.3", "1.11.4", "1.12.0", "1.12.1", "1.12.2");

  static final List<String> KAFKA =
      List.of("3.6.2", "3.9.1", "4.0.0", "4.1.0", "4.2.0", "4.3.1", "4.4.0");

  static final List<String> JACKSON =
      List.of(
          "2.13.5", "2.14.3", "2.15.4", "2.16.2", "2.17.3", "2.18.5", "2.19.4", "2.20.1", "2.21.2",
          "2.22.3", "2.23.0");

  static final List<String> PROTOBUF = List.of("3.25.5", "4.28.2", "4.33.1", "4.35.1");

  private Versions() {}

  static String oldest(List<String> versions) {
    return versions.get(0);
  }

  static String newest(List<String> versions) {
    return versions.get(versions.size() - 1);
  }

  static List<Path> avro(String version) {
    return List.of(jar("avro", version));
  }

  static List<Path> protobuf(String version) {
    return List.of(jar("protobuf-java", version));
  }

  static List<Path> kafka(String version) {
    return List.of(jar("kafka-clients", version));
  }

  /** The API of Kafka Connect has the versions of Kafka. */
  static List<Path> connect(String version) {
    return List.of(jar("connect-api", version));
  }

  static List<Path> jackson(String version) {
    return List.of(
        annotations(version),
        jar("jackson-core", version),
        jar("jackson-databind", version),
        jar("jackson-datatype-jdk8", version),
        jar("jackson-datatype-jsr310", version),
        jar("jackson-module-parameter-names", version));
  }

  /** From 2.20 on, the annotations have no third number. */
  private static Path annotations(String version) {
    String minor = version.substring(0, version.lastIndexOf('.'));
    return Integer.parseInt(minor.substring(minor.indexOf('.') + 1)) < 20
        ? jar("jackson-annotations", version)
        : jar("jackson-annotations", minor);
  }

  private static Path jar(String artifact, String version) {
    Path jar = Path.of(System.getProperty("compatibility.jars"), artifact + "-" + version + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar + " is missing; the build copies it there, with -Pmatrix for all but both ends");
    }
    return jar;
  }
}
