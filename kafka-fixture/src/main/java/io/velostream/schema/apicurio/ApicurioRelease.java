// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.apicurio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release of Apicurio Registry that the build has unpacked.
 *
 * @param version its version, such as {@code 3.3.3}
 * @param folder the folder that it is unpacked in
 */
record ApicurioRelease(String version, Path folder) {

  private static final int JAVA_OF_VERSION_2 = 17;
  private static final int JAVA_OF_VERSION_3 = 21;

  /**
   * The releases that the build has unpacked, by the system properties {@code apicurio.dir}, a
   * folder with one folder for each, and {@code apicurio.versions}, with commas between.
   *
   * @throws IllegalStateException when the properties are not set
   */
  static List<ApicurioRelease> all() {
    String folder = System.getProperty("apicurio.dir", "");
    String versions = System.getProperty("apicurio.versions", "");
    if (folder.isEmpty() || versions.isEmpty()) {
      throw new IllegalStateException(
          "apicurio.dir and apicurio.versions are not set: run Maven with -Pregistry-it");
    }
    return Arrays.stream(versions.split(","))
        .map(version -> new ApicurioRelease(version, Path.of(folder, version)))
        .toList();
  }

  boolean isVersion2() {
    return version.startsWith("2.");
  }

  /** The oldest Java that it runs on. */
  int oldestJava() {
    return isVersion2() ? JAVA_OF_VERSION_2 : JAVA_OF_VERSION_3;
  }

  /** The home of a JDK of this machine that it runs on. */
  Optional<Path> javaHome() {
    return JavaHomes.atLeast(oldestJava());
  }

  /** The file of its output, which exists after the start. */
  Path log() {
    return folder.resolve("registry.log");
  }

  /** The jar that starts it. */
  Path jar() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*-(runner|run)\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("No *-runner.jar or *-run.jar in " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException("No registry in " + folder, e);
    }
  }
}
