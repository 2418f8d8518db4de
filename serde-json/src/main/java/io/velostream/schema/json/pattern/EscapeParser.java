// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.util.function.IntPredicate;

/**
 * Parses character escapes and character classes.
 *
 * <p>The lenient grammar accepts two errors of the {@code u} flag: a character that is neither an
 * ASCII letter nor a digit may be escaped, and a range may end in a class, as in {@code [\w-.]};
 * the hyphen is then a literal.
 */
final class EscapeParser {

  private final PatternSource source;
  private final boolean isStrict;

  EscapeParser(PatternSource source, boolean isStrict) {
    this.source = source;
    this.isStrict = isStrict;
  }

  /** Parses an escape after its backslash. */
  CodePointSet escape(boolean isInClass) {
    int start = source.index() - 1;
    int letter = source.next();
    return switch (letter) {
      case 'd' -> CodePointSet.DIGIT;
      case 'D' -> CodePointSet.DIGIT.complement();
      case 's' -> CodePointSet.SPACE;
      case 'S' -> CodePointSet.SPACE.complement();
      case 'w' -> CodePointSet.WORD;
      case 'W' -> CodePointSet.WORD.complement();
      case 'p', 'P' -> property(letter == 'P', start);
      case PatternSource.END ->
          throw new InvalidPatternException("nothing follows the backslash", start);
      default -> CodePointSet.of(character(letter, isInClass, start));
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
      throw new InvalidPatternException("\\c without a letter of A-Z or a-z", start);
    }
    return letter % 32;
  }

  private int hexadecimal(int start) {
    int found = source.hexadecimal(2);
    if (found == PatternSource.END) {
      throw new InvalidPatternException("\\x without two hexadecimal digits", start);
    }
    return found;
  }

  private int zero(int start) {
    if (isDigit(source.peek())) {
      throw new InvalidPatternException(
          "octal escape, which ECMA 262 does not have, write \\xXX", start);
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
      throw new InvalidPatternException(
          "\\" + Character.toString(letter) + ", which ECMA 262 does not have,", start);
    }
    return letter;
  }

  private static boolean isDigit(int codePoint) {
    return codePoint >= '0' && codePoint <= '9';
  }

  private CodePointSet property(boolean isComplement, int start) {
    if (!source.skip("{")) {
      throw new InvalidPatternException("\\p without a property in braces", start);
    }
    String text = source.upTo('}', "\\p without closing brace");
    int equals = text.indexOf('=');
    try {
      IntPredicate found =
          equals < 0
              ? CharacterProperties.find(text, null)
              : CharacterProperties.find(text.substring(0, equals), text.substring(equals + 1));
      return CodePointSet.builder().add(found).build(isComplement);
    } catch (IllegalArgumentException e) {
      throw new InvalidPatternException(String.valueOf(e.getMessage()), start);
    }
  }

  /** Parses a class after its opening bracket. */
  CodePointSet bracketed() {
    int start = source.index() - 1;
    boolean isComplement = source.skip("^");
    CodePointSet.Builder found = CodePointSet.builder();
    while (!source.skip("]")) {
      int from = source.index();
      CodePointSet first = member(start);
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

  private CodePointSet member(int start) {
    int codePoint = source.next();
    if (codePoint == PatternSource.END) {
      throw new InvalidPatternException("class without closing bracket", start);
    }
    return codePoint == '\\' ? escape(true) : CodePointSet.of(codePoint);
  }

  private void addRange(
      CodePointSet.Builder into, CodePointSet first, CodePointSet last, int from) {
    if (first.single() >= 0 && last.single() >= 0) {
      if (first.single() > last.single()) {
        throw new InvalidPatternException("range out of order", from);
      }
      into.range(first.single(), last.single());
    } else if (isStrict) {
      throw new InvalidPatternException("range that begins or ends with a class", from);
    } else {
      into.add(first).range('-', '-').add(last);
    }
  }
}
