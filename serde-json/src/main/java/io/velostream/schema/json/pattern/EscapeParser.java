// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.util.function.IntPredicate;

/**
 * Parses what follows a backslash and means characters, and classes in brackets.
 *
 * <p>The lenient grammar differs from that of the {@code u} flag in what is an error there: a
 * character that is neither an ASCII letter nor a digit may be escaped, and a range may end in a
 * class, as in {@code [\w-.]}; the hyphen then stands for itself.
 */
final class EscapeParser {

  private final PatternSource source;
  private final boolean isStrict;

  EscapeParser(PatternSource source, boolean isStrict) {
    this.source = source;
    this.isStrict = isStrict;
  }

  /** The characters of an escape, whose backslash has been read. */
  CodePoints escape(boolean isInClass) {
    int start = source.index() - 1;
    int letter = source.next();
    return switch (letter) {
      case 'd' -> CodePoints.DIGIT;
      case 'D' -> CodePoints.DIGIT.complement();
      case 's' -> CodePoints.SPACE;
      case 'S' -> CodePoints.SPACE.complement();
      case 'w' -> CodePoints.WORD;
      case 'W' -> CodePoints.WORD.complement();
      case 'p', 'P' -> property(letter == 'P', start);
      case PatternSource.END -> throw new InvalidPattern("nothing follows the backslash", start);
      default -> CodePoints.of(character(letter, isInClass, start));
    };
  }

  private int character(int letter, boolean isInClass, int start) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0B;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'c' -> control(start);
      case 'x' -> hexadecimal(start);
      case 'u' -> source.unicode();
      case '0' -> zero(start);
      default -> identity(letter, isInClass, start);
    };
  }

  private int control(int start) {
    int letter = source.next();
    if (!PatternSource.isAsciiLetter(letter)) {
      throw new InvalidPattern("\\c without a letter of A-Z or a-z", start);
    }
    return letter % 32;
  }

  private int hexadecimal(int start) {
    int found = source.hexadecimal(2);
    if (found == PatternSource.END) {
      throw new InvalidPattern("\\x without two hexadecimal digits", start);
    }
    return found;
  }

  private int zero(int start) {
    if (isDigit(source.peek())) {
      throw new InvalidPattern("octal escape, which ECMA 262 does not have, write \\xXX", start);
    }
    return 0;
  }

  private int identity(int letter, boolean isInClass, int start) {
    if (isInClass && letter == 'b') {
      return '\b';
    }
    boolean isKnown = PatternSource.isSyntax(letter) || (isInClass && letter == '-');
    boolean isForeign = PatternSource.isAsciiLetter(letter) || isDigit(letter);
    if (!isKnown && (isStrict || isForeign)) {
      throw new InvalidPattern(
          "\\" + Character.toString(letter) + ", which ECMA 262 does not have,", start);
    }
    return letter;
  }

  private static boolean isDigit(int codePoint) {
    return codePoint >= '0' && codePoint <= '9';
  }

  private CodePoints property(boolean isComplement, int start) {
    if (!source.skip("{")) {
      throw new InvalidPattern("\\p without a property in braces", start);
    }
    String text = source.upTo('}', "\\p without closing brace");
    int equals = text.indexOf('=');
    try {
      IntPredicate found =
          equals < 0
              ? CharacterProperties.find(text, null)
              : CharacterProperties.find(text.substring(0, equals), text.substring(equals + 1));
      return CodePoints.builder().add(found).build(isComplement);
    } catch (IllegalArgumentException e) {
      throw new InvalidPattern(String.valueOf(e.getMessage()), start);
    }
  }

  /** A class, whose opening bracket has been read. */
  CodePoints bracketed() {
    int start = source.index() - 1;
    boolean isComplement = source.skip("^");
    CodePoints.Builder found = CodePoints.builder();
    while (!source.skip("]")) {
      int from = source.index();
      CodePoints first = member(start);
      int hyphen = source.index();
      if (!source.skip("-") || source.startsWith("]")) {
        source.moveTo(hyphen);
        found.add(first);
        continue;
      }
      addRange(found, first, member(start), from);
    }
    return found.build(isComplement);
  }

  private CodePoints member(int start) {
    int codePoint = source.next();
    if (codePoint == PatternSource.END) {
      throw new InvalidPattern("class without closing bracket", start);
    }
    return codePoint == '\\' ? escape(true) : CodePoints.of(codePoint);
  }

  private void addRange(CodePoints.Builder into, CodePoints first, CodePoints last, int from) {
    if (first.single() >= 0 && last.single() >= 0) {
      if (first.single() > last.single()) {
        throw new InvalidPattern("range out of order", from);
      }
      into.range(first.single(), last.single());
    } else if (isStrict) {
      throw new InvalidPattern("range that begins or ends with a class", from);
    } else {
      into.add(first).range('-', '-').add(last);
    }
  }
}
