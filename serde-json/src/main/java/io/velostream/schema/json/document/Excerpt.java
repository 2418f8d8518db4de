// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

/** What a message shows of a text that may be long. */
public final class Excerpt {

  private static final int MAX_CHARACTERS = 200;

  private Excerpt() {}

  /** A text cut to what a log line bears. */
  public static String of(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
