// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

/** Truncates texts for messages. */
public final class Excerpt {

  private static final int MAX_CHARACTERS = 200;

  private Excerpt() {}

  /** Returns the text, truncated to the maximum length in messages. */
  public static String of(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
