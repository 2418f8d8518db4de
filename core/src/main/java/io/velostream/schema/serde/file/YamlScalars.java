// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads scalars and flow sequences of one line of YAML. A plain scalar is text as it is written:
 * the types of values are those of the configuration keys, not of YAML.
 */
final class YamlScalars {

  /** Indicators that cannot start a plain scalar. */
  private static final String INDICATORS = "&*!|>%@`{}[],";

  private final EntryCollector entries;
  private final String text;
  private final int line;
  private int position;

  /**
   * @param text a line, or the part of it behind a key
   */
  YamlScalars(EntryCollector entries, String text, int line) {
    this.entries = entries;
    this.text = text;
    this.line = line;
  }

  /**
   * Reads the key at the start of a line, and the colon behind it.
   *
   * @return the key; null if the line has none
   */
  @Nullable String key() {
    skipSpaces();
    if (peek() == '"' || peek() == '\'') {
      String key = quoted();
      skipSpaces();
      return isColon(position) ? behindColon(key) : null;
    }
    for (int at = position; at < text.length() && !isComment(at); at++) {
      if (isColon(at)) {
        String key = text.substring(position, at).strip();
        requirePlain(key);
        position = at;
        return behindColon(key);
      }
    }
    return null;
  }

  /** The text that has not been read yet, without a comment if nothing else is left. */
  String rest() {
    String rest = text.substring(position).strip();
    return rest.startsWith("#") ? "" : rest;
  }

  /**
   * Reads the rest of the line as a value.
   *
   * @return the value; the items of a list joined by commas; null for YAML's null
   */
  @Nullable String value() {
    skipSpaces();
    if (peek() == '[') {
      return list();
    }
    String value = peek() == '"' || peek() == '\'' ? quoted() : plain("");
    requireEnd();
    return value;
  }

  /** Joins the items of a list, which Kafka separates by commas. */
  static String join(List<String> items, EntryCollector entries, int line) {
    for (String item : items) {
      if (item.indexOf(',') >= 0) {
        throw entries.error(
            line, "an item of a list has a comma, which would separate it into two items");
      }
    }
    return String.join(",", items);
  }

  private String behindColon(String key) {
    position++;
    return key;
  }

  private String list() {
    position++;
    List<String> items = new ArrayList<>();
    skipSpaces();
    while (peek() != ']') {
      String item = peek() == '"' || peek() == '\'' ? quoted() : plain(",]");
      if (item == null) {
        throw entries.error(line, "an item of the list is missing, or the list has no end here");
      }
      items.add(item);
      skipSpaces();
      if (peek() == ',') {
        position++;
        skipSpaces();
      } else if (peek() != ']') {
        throw entries.error(
            line, "the list has no ] in this line; write one item a line, behind - instead");
      }
    }
    position++;
    requireEnd();
    return join(items, entries, line);
  }

  /**
   * Reads a plain scalar.
   *
   * @param ends the characters that end it, besides a comment
   */
  private @Nullable String plain(String ends) {
    int start = position;
    requirePlain(text.substring(start).strip());
    while (position < text.length() && !isComment(position) && ends.indexOf(peek()) < 0) {
      if (isColon(position)) {
        throw entries.error(line, "a value with a colon and a space needs quotes");
      }
      position++;
    }
    String value = text.substring(start, position).strip();
    return value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null") ? null : value;
  }

  private void requirePlain(String value) {
    if (value.isEmpty() || value.startsWith("#")) {
      return;
    }
    char first = value.charAt(0);
    if (first == '{') {
      throw entries.error(line, "{…} is not supported; write one key a line, indented");
    }
    boolean isDash = value.equals("-") || value.startsWith("- ") || value.startsWith("? ");
    if (isDash || INDICATORS.indexOf(first) >= 0) {
      throw entries.error(
          line,
          "a key or value cannot start with "
              + first
              + " unless it is quoted; anchors, aliases, tags and nested lists are not supported");
    }
  }

  private String quoted() {
    char quote = text.charAt(position++);
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char next = text.charAt(position++);
      if (next == '\\' && quote == '"') {
        value.appendCodePoint(escaped());
      } else if (next != quote) {
        value.append(next);
      } else if (quote == '\'' && peek() == '\'') {
        value.append('\'');
        position++;
      } else {
        return value.toString();
      }
    }
    throw entries.error(line, "the quote " + quote + " has no end in this line");
  }

  private int escaped() {
    char code = peek();
    position++;
    return switch (code) {
      case '0' -> 0;
      case 'a' -> 7;
      case 'b' -> '\b';
      case 't', '\t' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 11;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'e' -> 27;
      case ' ', '"', '/', '\\' -> code;
      case 'N' -> 0x85;
      case '_' -> 0xA0;
      case 'L' -> 0x2028;
      case 'P' -> 0x2029;
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      default -> throw entries.error(line, "YAML has no escape \\" + code);
    };
  }

  private int hexadecimal(int digits) {
    int end = position + digits;
    if (end <= text.length() && text.substring(position, end).matches("[0-9A-Fa-f]+")) {
      long code = Long.parseLong(text.substring(position, end), 16);
      if (code <= Character.MAX_CODE_POINT) {
        position = end;
        return (int) code;
      }
    }
    throw entries.error(line, "malformed escape; it needs " + digits + " hexadecimal digits");
  }

  private void requireEnd() {
    skipSpaces();
    if (position < text.length() && !isComment(position)) {
      throw entries.error(line, "there is text behind the end of the value");
    }
  }

  /** Whether a comment starts at a position: a number sign at the start or behind a space. */
  private boolean isComment(int at) {
    return text.charAt(at) == '#' && (at == 0 || isSpace(text.charAt(at - 1)));
  }

  private boolean isColon(int at) {
    return at < text.length()
        && text.charAt(at) == ':'
        && (at + 1 == text.length() || isSpace(text.charAt(at + 1)));
  }

  private void skipSpaces() {
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isSpace(char next) {
    return next == ' ' || next == '\t';
  }

  /** The next character; 0 at the end. */
  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }
}
