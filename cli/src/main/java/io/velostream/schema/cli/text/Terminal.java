// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.text;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads from and prints to.
 *
 * @param in the standard input
 * @param out results
 * @param err messages
 * @param hasColour whether texts may have colours
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean hasColour) {

  /** Colours of texts. */
  public enum Colour {
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BOLD("1"),
    DIM("2");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /**
   * Whether colours are shown: on a terminal that has them, unless {@code NO_COLOR} is set.
   *
   * @param environment the environment variables of the process
   */
  public static boolean isColourful(@Nullable Console console, Map<String, String> environment) {
    return isTerminal(console)
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Up to Java 21 there is a console on terminals only; from 22 on it says what it is. */
  private static boolean isTerminal(@Nullable Console console) {
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

  /** A text in a colour, or as it is if there are none. */
  public String paint(Colour colour, String text) {
    return hasColour ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  /** A status in its colour. */
  public String paint(ExitStatus status, String text) {
    return paint(
        switch (status) {
          case FINE -> Colour.GREEN;
          case CANNOT_TELL -> Colour.YELLOW;
          case INCOMPATIBLE -> Colour.RED;
        },
        text);
  }

  /** Prints a message on one line of the error output. */
  public void warn(String message) {
    err.println(paint(Colour.RED, "velostream-schema:") + " " + oneLine(message));
  }

  /** A message on one line. */
  public static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** A name as it is, with control characters as escapes, so that it cannot break lines. */
  public static String name(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              if (Character.isISOControl(each) || each == 0x2028 || each == 0x2029) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", each));
              } else {
                shown.appendCodePoint(each);
              }
            });
    return shown.toString();
  }

  /** A number with its noun: {@code 1 schema}, {@code 2 schemas}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
