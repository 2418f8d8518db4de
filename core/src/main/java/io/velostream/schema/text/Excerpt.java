// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.text;

import org.jspecify.annotations.Nullable;

/** Shortens texts of unknown length for messages, logs and headers. */
public final class Excerpt {

  /** The number of characters that messages show of one text. */
  public static final int LENGTH = 200;

  private Excerpt() {}

  /** The text, shortened to {@link #LENGTH} characters; "null" for null. */
  public static String of(@Nullable String text) {
    return of(text, LENGTH);
  }

  /**
   * The text, shortened to a number of characters, with an ellipsis behind them if any were left
   * out; "null" for null.
   */
  public static String of(@Nullable String text, int length) {
    String present = String.valueOf(text);
    return present.length() <= length ? present : present.substring(0, length) + "…";
  }
}
