// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a class of this jar in a cold JVM like this one. */
public final class Forks {

  private Forks() {}

  public static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public static Process java(Class<?> main, String... arguments) throws IOException {
    return javaWith("", main, arguments);
  }

  /** The same with more classes behind those of this program. */
  public static Process javaWith(String classPath, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaCommand());
    command.add("-cp");
    String own = System.getProperty("java.class.path");
    command.add(classPath.isEmpty() ? own : own + System.getProperty("path.separator") + classPath);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
