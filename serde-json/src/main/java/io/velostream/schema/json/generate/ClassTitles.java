// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import java.util.Locale;
import java.util.regex.Pattern;

/** Creates titles of classes: the words of the simple name, split as in the library. */
final class ClassTitles {

  /**
   * The starts of words: before the last of several capital letters, before the first one, and
   * before a character that is not a letter.
   */
  private static final Pattern WORD_STARTS =
      Pattern.compile("(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^A-Z])(?=[A-Z])|(?<=[A-Za-z])(?=[^A-Za-z])");

  private ClassTitles() {}

  static String of(Class<?> type) {
    String words = WORD_STARTS.matcher(type.getSimpleName()).replaceAll(" ");
    return words.isEmpty()
        ? ""
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
