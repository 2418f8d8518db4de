// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.kafka;

import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The class path for a JVM of its own that runs the same program. */
public final class ClassPath {

  private ClassPath() {}

  /** Whether the program runs in Maven's JVM, with a class loader of its own. */
  public static boolean isOfMaven() {
    return ClassPath.class.getClassLoader() instanceof URLClassLoader;
  }

  /** The class path of the program, also in the JVM of Maven or of its tests. */
  public static String current() {
    return ClassPath.class.getClassLoader() instanceof URLClassLoader ofMaven
        ? Arrays.stream(ofMaven.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
