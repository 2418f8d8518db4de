// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What this JVM tells about its standard output. */
final class Terminals {

  private Terminals() {}

  /**
   * Whether the console is a terminal. Up to Java 21 there is a console on terminals only; from 22
   * on there always is one, and it says itself what it is.
   */
  static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** The encoding of the standard output, under the names of Java 19 and of Java 17. */
  static Charset charset(Properties properties) {
    String name =
        properties.getProperty(
            "stdout.encoding",
            properties.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }
}
