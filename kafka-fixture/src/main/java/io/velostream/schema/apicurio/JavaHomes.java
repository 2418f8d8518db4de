// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.apicurio;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The JDKs of this machine. */
final class JavaHomes {

  /** The system property of a JDK for releases that need a newer one than this JVM. */
  static final String PROPERTY = "apicurio3.java.home";

  private JavaHomes() {}

  /**
   * A JDK of this version or a newer one: this JVM's, the one that the property names, or the
   * oldest of those that are installed in the usual folders.
   *
   * @throws IllegalStateException when the property names anything else
   */
  static Optional<Path> atLeast(int version) {
    if (Runtime.version().feature() >= version) {
      return Optional.of(Path.of(System.getProperty("java.home")));
    }
    String named = System.getProperty(PROPERTY, "");
    if (!named.isEmpty()) {
      if (feature(Path.of(named)) < version) {
        throw new IllegalStateException(
            PROPERTY + "=" + named + " is not the home of a JDK " + version + " or newer");
      }
      return Optional.of(Path.of(named));
    }
    return installed()
        .filter(home -> feature(home) >= version)
        .min(Comparator.comparingInt(JavaHomes::feature));
  }

  private static Stream<Path> installed() {
    Path user = Path.of(System.getProperty("user.home"));
    return Stream.concat(
        Stream.ofNullable(System.getenv("JAVA_HOME")).map(Path::of),
        List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/opt/java"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"))
            .stream()
            .flatMap(JavaHomes::children)
            .flatMap(home -> Stream.of(home, home.resolve("Contents/Home"))));
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList().stream();
    } catch (IOException none) {
      return Stream.empty();
    }
  }

  /** The Java version of a JDK, from the file that every JDK has; 0 when there is none. */
  private static int feature(Path home) {
    if (!Files.isExecutable(home.resolve("bin/java"))
        && !Files.isExecutable(home.resolve("bin/java.exe"))) {
      return 0;
    }
    try (Reader release = Files.newBufferedReader(home.resolve("release"))) {
      Properties properties = new Properties();
      properties.load(release);
      String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}
