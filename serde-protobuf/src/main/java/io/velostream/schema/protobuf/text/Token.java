// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

/**
 * A token of {@code .proto} text.
 *
 * @param kind what it is
 * @param text its text; for strings the content, with each byte as a character
 * @param line its line, from 1
 * @param start the index of its first character in the whole text
 * @param end the index after its last character
 */
record Token(Kind kind, String text, int line, int start, int end) {

  /** Kinds of tokens. */
  enum Kind {
    NAME,
    INTEGER,
    FLOAT,
    STRING,
    SYMBOL,
    END
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /** The token for messages. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the text";
      case STRING -> "a string";
      default -> "'" + text + "'";
    };
  }
}
