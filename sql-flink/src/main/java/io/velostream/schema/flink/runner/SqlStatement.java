// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.util.Locale;

/**
 * A statement of a file.
 *
 * @param line where it begins, from 1
 * @param text without the semicolon
 */
record SqlStatement(int line, String text) {

  /** Whether it begins with some words. */
  boolean begins(String words) {
    String pattern = "(?s)" + words.replace(" ", "\\s+") + "\\b.*";
    return text.toUpperCase(Locale.ROOT).matches(pattern);
  }

  /** The text on one line, for messages. */
  String summary(int most) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
