// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

/** The text of a regular expression with the current position. */
final class PatternSource {

  static final int END = -1;

  private static final String SYNTAX = "^$\\.*+?()[]{}|/";

  private final String text;
  private int index;

  PatternSource(String text) {
    this.text = text;
  }

  int index() {
    return index;
  }

  void moveTo(int index) {
    this.index = index;
  }

  /** Returns the next code point, or {@link #END}. */
  int peek() {
    return index < text.length() ? text.codePointAt(index) : END;
  }

  /** Reads a code point, or {@link #END}. */
  int next() {
    int found = peek();
    index += found == END ? 0 : Character.charCount(found);
    return found;
  }

  boolean startsWith(String expected) {
    return text.startsWith(expected, index);
  }

  /** Reads a text if it is next. Returns whether it was. */
  boolean skip(String expected) {
    boolean isNext = startsWith(expected);
    index += isNext ? expected.length() : 0;
    return isNext;
  }

  /** Reads up to and including a character. */
  String upTo(char end, String problem) {
    int found = text.indexOf(end, index);
    if (found < 0) {
      throw new InvalidPatternException(problem, index);
    }
    String read = text.substring(index, found);
    index = found + 1;
    return read;
  }

  /** Reads a number, at most {@link Integer#MAX_VALUE}; {@link #END} when there is none. */
  int number() {
    long number = END;
    for (int digit = peek(); digit >= '0' && digit <= '9'; digit = peek()) {
      number = Math.min(Integer.MAX_VALUE, Math.max(0, number) * 10 + digit - '0');
      index++;
    }
    return (int) number;
  }

  /** Reads hexadecimal digits; {@link #END}, without reading, when there are fewer. */
  int hexadecimal(int digits) {
    if (text.length() - index < digits) {
      return END;
    }
    int value = 0;
    for (int i = index; i < index + digits; i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0) {
        return END;
      }
      value = value * 16 + digit;
    }
    index += digits;
    return value;
  }

  /** Reads a Unicode escape after {@code \\u}. */
  int unicode() {
    int start = index;
    int found = skip("{") ? braced() : hexadecimal(4);
    if (found == END) {
      throw new InvalidPatternException("\\u without \\uXXXX or \\u{X} up to 10FFFF", start - 2);
    }
    boolean isLead = text.charAt(start) != '{' && Character.isHighSurrogate((char) found);
    int after = index;
    if (isLead && skip("\\u")) {
      int trail = hexadecimal(4);
      if (trail != END && Character.isLowSurrogate((char) trail)) {
        return Character.toCodePoint((char) found, (char) trail);
      }
      index = after;
    }
    return found;
  }

  private int braced() {
    int value = 0;
    int start = index;
    for (int digit = digit(peek()); digit >= 0; digit = digit(peek())) {
      value = Math.min(Character.MAX_CODE_POINT + 1, value * 16 + digit);
      index++;
    }
    return index > start && skip("}") && value <= Character.MAX_CODE_POINT ? value : END;
  }

  private static int digit(int codePoint) {
    return codePoint < 128 ? Character.digit(codePoint, 16) : END;
  }

  static boolean isSyntax(int codePoint) {
    return codePoint != END && SYNTAX.indexOf(codePoint) >= 0;
  }

  static boolean isAsciiLetter(int codePoint) {
    return (codePoint | 0x20) >= 'a' && (codePoint | 0x20) <= 'z';
  }
}
