// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where slf4j-simple writes what Kafka and other libraries log. It reads this from system
 * properties when the first logger is made, and never again.
 */
public final class LogFile {

  private static final String FILE = "org.slf4j.simpleLogger.logFile";
  private static final String LEVEL = "org.slf4j.simpleLogger.log.";
  private static final List<String> LOGGED =
      List.of("org.apache.kafka", "kafka", "io.velostream.schema");
  private static final String FOLDER = "demo.log.folder";

  private LogFile() {}

  /**
   * Chooses {@code NAME.log} in the folder that the system property {@code demo.log.folder} names,
   * or in {@code target}. What concerns the demo is logged from {@code info} up there, unless a
   * property says otherwise.
   */
  static void open(String name, Properties system) {
    Path folder = Path.of(system.getProperty(FOLDER, "target"));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the log: " + folder, e);
    }
    system.setProperty(FILE, folder.resolve(name + ".log").toString());
    LOGGED.forEach(logger -> system.putIfAbsent(LEVEL + logger, "info"));
  }

  /** The file, as seen from the working directory if it is below; null if logs go elsewhere. */
  public static @Nullable Path current() {
    String file = System.getProperty(FILE);
    if (file == null) {
      return null;
    }
    Path here = Path.of("").toAbsolutePath();
    Path path = Path.of(file).toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}
