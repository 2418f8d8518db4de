// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven.element;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of XML elements that stand for subjects. A character that an element's name cannot have is
 * written as {@code _x} and two hexadecimal digits: {@code orders_x2Fvalue} is {@code
 * orders/value}.
 */
public final class ElementNames {

  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{2})");

  private ElementNames() {}

  /** The subject that an element's name stands for. */
  public static String decoded(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(
            escape -> {
              char character = (char) Integer.parseInt(escape.group(1), 16);
              return Matcher.quoteReplacement(
                  isNoNameCharacter(character) ? String.valueOf(character) : escape.group());
            });
  }

  /** Whether a printable ASCII character, or the colon, which namespaces use, needs an escape. */
  private static boolean isNoNameCharacter(char character) {
    return character >= ' '
        && character < 0x7f
        && !Character.isLetterOrDigit(character)
        && "._-".indexOf(character) < 0;
  }
}
