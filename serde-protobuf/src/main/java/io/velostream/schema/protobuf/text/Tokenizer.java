// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.protobuf.text.Token.Kind;
import java.io.ByteArrayOutputStream;

/**
 * Splits {@code .proto} text into tokens, as the language specification of Protocol Buffers defines
 * them. Comments are skipped. Confined to one thread.
 */
final class Tokenizer {

  private static final int OCTAL = 8;
  private static final int HEXADECIMAL = 16;

  private final String text;
  private int position;
  private int line = 1;
  private Token current;

  Tokenizer(String text) {
    this.text = text;
    this.position = text.startsWith("\uFEFF") ? 1 : 0;
    this.current = read();
  }

  /** The token that {@link #next} returns next. */
  Token peek() {
    return current;
  }

  Token next() {
    Token token = current;
    if (token.kind() != Kind.END) {
      current = read();
    }
    return token;
  }

  /** Takes the next token if it is this symbol. */
  boolean accept(char symbol) {
    if (current.isSymbol(symbol)) {
      next();
      return true;
    }
    return false;
  }

  /** Takes the next token if it is this name. */
  boolean accept(String name) {
    if (current.isName(name)) {
      next();
      return true;
    }
    return false;
  }

  void expect(char symbol) {
    if (!accept(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expect(String name) {
    if (!accept(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  String expectName() {
    return expect(Kind.NAME, "a name");
  }

  /** A name with dots, and perhaps a dot before it. */
  String expectTypeName() {
    StringBuilder name = new StringBuilder(accept('.') ? "." : "");
    name.append(expectName());
    while (accept('.')) {
      name.append('.').append(expectName());
    }
    return name.toString();
  }

  /** One or more strings, which are one text. */
  String expectString() {
    StringBuilder bytes = new StringBuilder(expect(Kind.STRING, "a string"));
    while (current.kind() == Kind.STRING) {
      bytes.append(next().text());
    }
    return bytes.toString();
  }

  /** As {@link #expectString}, decoded as UTF-8. */
  String expectText() {
    return new String(expectString().getBytes(ISO_8859_1), UTF_8);
  }

  /** An integer, in any base, with a sign if {@code isSigned}. */
  long expectInteger(boolean isSigned) {
    boolean isNegative = isSigned && accept('-');
    Token token = current;
    try {
      long value = Integers.parse(expect(Kind.INTEGER, "an integer"));
      return isNegative ? -value : value;
    } catch (NumberFormatException e) {
      throw error(token.line(), token.shown() + " is too large");
    }
  }

  /** A number of any notation, or {@code inf} or {@code nan}. */
  double expectNumber() {
    Token token = next();
    try {
      return switch (token.kind()) {
        case INTEGER, FLOAT -> Decimals.parse(token.text());
        case NAME -> Decimals.named(token.text());
        default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException e) {
      throw error(token.line(), token.shown() + " is no number");
    }
  }

  private String expect(Kind kind, String what) {
    if (current.kind() != kind) {
      throw unexpected(what);
    }
    return next().text();
  }

  InvalidSchemaException unexpected(String wanted) {
    return error(current.line(), "expected " + wanted + ", found " + current.shown());
  }

  InvalidSchemaException error(String problem) {
    return error(current.line(), problem);
  }

  private static InvalidSchemaException error(int line, String problem) {
    return new InvalidSchemaException(
        "the .proto text is malformed in line " + line + ": " + problem);
  }

  /**
   * Takes a balanced block after its opening brace, and returns its text without the braces, in one
   * line and without comments.
   */
  String block() {
    StringBuilder block = new StringBuilder();
    int end = current.start();
    int depth = 1;
    while (true) {
      Token token = next();
      if (token.kind() == Kind.END) {
        throw error("a '{' has no '}'");
      }
      if (token.isSymbol('{')) {
        depth++;
      } else if (token.isSymbol('}') && --depth == 0) {
        return block.toString();
      }
      block.append(token.start() > end ? " " : "").append(text, token.start(), token.end());
      end = token.end();
    }
  }

  private Token read() {
    skipSpace();
    int start = position;
    if (position >= text.length()) {
      return token(Kind.END, "", start);
    }
    char first = text.charAt(position);
    if (isLetter(first)) {
      while (position < text.length() && isLetterOrDigit(text.charAt(position))) {
        position++;
      }
      return token(Kind.NAME, text.substring(start, position), start);
    }
    if (isDigit(first) || (first == '.' && isDigit(at(position + 1)))) {
      return number(start);
    }
    if (first == '"' || first == '\'') {
      position++;
      return token(Kind.STRING, string(first), start);
    }
    position++;
    return token(Kind.SYMBOL, String.valueOf(first), start);
  }

  private Token token(Kind kind, String content, int start) {
    return new Token(kind, content, line, start, position);
  }

  private Token number(int start) {
    boolean isHex = at(position) == '0' && Character.toLowerCase(at(position + 1)) == 'x';
    boolean isFloat = false;
    while (position < text.length()) {
      char next = text.charAt(position);
      boolean isExponent = !isHex && (next == 'e' || next == 'E');
      if (isExponent && (at(position + 1) == '-' || at(position + 1) == '+')) {
        position++;
      } else if (next != '.' && !isLetterOrDigit(next)) {
        break;
      }
      isFloat |= isExponent || next == '.';
      position++;
    }
    String digits = text.substring(start, position);
    return token(isFloat ? Kind.FLOAT : Kind.INTEGER, digits, start);
  }

  private String string(char quote) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      if (position >= text.length() || text.charAt(position) == '\n') {
        throw error(line, "a string does not end");
      }
      int point = text.codePointAt(position);
      position += Character.charCount(point);
      if (point == quote) {
        return bytes.toString(ISO_8859_1);
      }
      if (point == '\\') {
        escape(bytes);
      } else {
        bytes.writeBytes(Character.toString(point).getBytes(UTF_8));
      }
    }
  }

  private void escape(ByteArrayOutputStream bytes) {
    char escaped = at(position++);
    switch (escaped) {
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case 'r' -> bytes.write('\r');
      case 'a' -> bytes.write(7);
      case 'b' -> bytes.write('\b');
      case 'f' -> bytes.write('\f');
      case 'v' -> bytes.write(11);
      case '\\', '\'', '"', '?' -> bytes.write(escaped);
      case 'x', 'X' -> bytes.write(digits("", HEXADECIMAL, 1, 2));
      case 'u' -> bytes.writeBytes(point(digits("", HEXADECIMAL, 4, 4)));
      case 'U' -> bytes.writeBytes(point(digits("", HEXADECIMAL, 8, 8)));
      case '0', '1', '2', '3', '4', '5', '6', '7' ->
          bytes.write(digits(String.valueOf(escaped), OCTAL, 1, 3));
      default -> throw error(line, "a string has an unknown escape sequence");
    }
  }

  private byte[] point(int point) {
    if (!Character.isValidCodePoint(point)) {
      throw error(line, "a string has an escape sequence of no character");
    }
    return Character.toString(point).getBytes(UTF_8);
  }

  private int digits(String before, int base, int min, int max) {
    StringBuilder digits = new StringBuilder(before);
    while (digits.length() < max && Character.digit(at(position), base) >= 0) {
      digits.append(at(position++));
    }
    if (digits.length() < min) {
      throw error(line, "a string has an incomplete escape sequence");
    }
    try {
      return Integer.parseInt(digits.toString(), base);
    } catch (NumberFormatException e) {
      throw error(line, "a string has an escape sequence of no character");
    }
  }

  private void skipSpace() {
    while (position < text.length()) {
      char next = text.charAt(position);
      if (next == '\n') {
        line++;
        position++;
      } else if (Character.isWhitespace(next)) {
        position++;
      } else if (next == '/' && at(position + 1) == '/') {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (next == '/' && at(position + 1) == '*') {
        skipBlockComment();
      } else {
        return;
      }
    }
  }

  private void skipBlockComment() {
    int end = text.indexOf("*/", position + 2);
    if (end < 0) {
      throw error(line, "a comment does not end");
    }
    line += (int) text.substring(position, end).chars().filter(each -> each == '\n').count();
    position = end + 2;
  }

  private char at(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private static boolean isLetter(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || each == '_';
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  private static boolean isLetterOrDigit(char each) {
    return isLetter(each) || isDigit(each);
  }
}
