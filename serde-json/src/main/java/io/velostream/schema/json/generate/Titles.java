// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import java.util.Locale;
import java.util.regex.Pattern;

/** Titles of classes: the words of the simple name, as the library parts them. */
final class Titles {

  /** Before the last capital of several, before the first, and before what is no letter. */
  private static final Pattern WORD_STARTS =
      Pattern.compile("(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^A-Z])(?=[A-Z])|(?<=[A-Za-z])(?=[^A-Za-z])");

  private Titles() {}

  static String of(Class<?> type) {
    String words = WORD_STARTS.matcher(type.getSimpleName()).replaceAll(" ");
    return words.isEmpty()
        ? ""
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
