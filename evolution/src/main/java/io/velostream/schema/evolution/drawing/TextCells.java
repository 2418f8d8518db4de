// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

/** The width of texts in cells of a fixed-width font, in which wide characters take two. */
final class TextCells {

  private static final String ELLIPSIS = "…";

  private TextCells() {}

  /** The number of cells of a text. */
  static int of(String text) {
    return text.codePoints().map(TextCells::of).sum();
  }

  private static int of(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, YI, BOPOMOFO -> 2;
      default -> character >= 0x1F000 || (character >= 0xFF01 && character <= 0xFF60) ? 2 : 1;
    };
  }

  /** The text, with an ellipsis in its middle if it has more than {@code limit} cells. */
  static String shortened(String text, int limit) {
    if (of(text) <= limit) {
      return text;
    }
    int half = (limit - 1) / 2;
    int start = 0;
    for (int cells = 0; ; ) {
      int character = text.codePointAt(start);
      cells += of(character);
      if (cells > half) {
        break;
      }
      start += Character.charCount(character);
    }
    int end = text.length();
    for (int cells = 0; ; ) {
      int character = text.codePointBefore(end);
      cells += of(character);
      if (cells > half) {
        break;
      }
      end -= Character.charCount(character);
    }
    return text.substring(0, start) + ELLIPSIS + text.substring(end);
  }
}
