// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the program.
 *
 * @param file the file of statements
 * @param cluster host and port of a cluster's REST endpoint; null for one in this JVM
 * @param jars the jars that are sent to it
 * @param rows after how many rows each query is cancelled
 */
record SqlRunnerOptions(Path file, @Nullable String cluster, List<String> jars, long rows) {

  private static final String USAGE =
      "usage: FILE [--cluster HOST:PORT [--jar FILE]...] [--rows NUMBER]";

  SqlRunnerOptions {
    jars = List.copyOf(jars);
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is unknown, missing or malformed
   */
  static SqlRunnerOptions parse(List<String> arguments) {
    String file = null;
    String cluster = null;
    List<String> jars = new ArrayList<>();
    long rows = Long.MAX_VALUE;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith("--") && i + 1 == arguments.size()) {
        throw new IllegalArgumentException(argument + " has no value; " + USAGE);
      }
      switch (argument) {
        case "--cluster" -> cluster = address(arguments.get(++i));
        case "--jar" -> jars.add(arguments.get(++i));
        case "--rows" -> rows = number(arguments.get(++i));
        default -> {
          if (file != null || argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown argument " + argument + "; " + USAGE);
          }
          file = argument;
        }
      }
    }
    if (file == null) {
      throw new IllegalArgumentException("there is no file of statements; " + USAGE);
    }
    return new SqlRunnerOptions(Path.of(file), cluster, jars, rows);
  }

  private static String address(String value) {
    if (!value.matches("[^:\\s]+:\\d{1,5}")) {
      throw new IllegalArgumentException("--cluster " + value + " is not HOST:PORT; " + USAGE);
    }
    return value;
  }

  private static long number(String value) {
    if (!value.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("--rows " + value + " is no number; " + USAGE);
    }
    return Long.parseLong(value);
  }
}
