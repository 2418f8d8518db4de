// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import io.velostream.schema.json.pattern.PatternNode.Alternatives;
import io.velostream.schema.json.pattern.PatternNode.Assertion;
import io.velostream.schema.json.pattern.PatternNode.CodePoint;
import io.velostream.schema.json.pattern.PatternNode.Group;
import io.velostream.schema.json.pattern.PatternNode.Lookaround;
import io.velostream.schema.json.pattern.PatternNode.Loop;
import io.velostream.schema.json.pattern.PatternNode.Reference;
import io.velostream.schema.json.pattern.PatternNode.Sequence;
import io.velostream.schema.json.pattern.PatternNode.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses regular expressions by the grammar of ECMA 262, section 22.2.1, edition of 2024, with the
 * {@code u} flag. The lenient grammar accepts some errors of that flag, with the meaning of Annex
 * B.1.2: escapes (see {@link EscapeParser}), literal braces and closing brackets, and quantified
 * lookaheads. Patterns that both grammars accept have the same meaning.
 */
final class PatternParser {

  /** Maximum nesting of groups. Parser and compiler are recursive. */
  private static final int MAX_DEPTH = 250;

  private final PatternSource source;
  private final EscapeParser escapes;
  private final boolean isStrict;
  private final Map<String, Integer> names = new HashMap<>();

  /**
   * References with their indexes, which are checked at the end because groups may follow later.
   */
  private final Map<Reference, Integer> references = new HashMap<>();

  private int groups;
  private int depth;

  private PatternParser(String text, boolean isStrict) {
    this.source = new PatternSource(text);
    this.escapes = new EscapeParser(source, isStrict);
    this.isStrict = isStrict;
  }

  /**
   * A parsed expression.
   *
   * @param names the numbers of named groups
   */
  record Parsed(PatternNode root, int groups, Map<String, Integer> names) {

    /** Returns the group number of a reference. */
    int number(Reference reference) {
      return reference.name() == null
          ? reference.number()
          : names.getOrDefault(reference.name(), 0);
    }
  }

  /**
   * Parses a text.
   *
   * @param isStrict whether all errors of the {@code u} flag are reported
   * @throws InvalidPatternException when the text is not a regular expression
   */
  static Parsed parse(String text, boolean isStrict) {
    return new PatternParser(text, isStrict).compileAll();
  }

  private Parsed compileAll() {
    PatternNode root = alternatives();
    if (source.peek() != PatternSource.END) {
      throw new InvalidPatternException(
          "closing parenthesis without an opening one", source.index());
    }
    Parsed parsed = new Parsed(root, groups, Map.copyOf(names));
    references.forEach(
        (reference, index) -> {
          int number = parsed.number(reference);
          if (number < 1 || number > groups) {
            throw new InvalidPatternException("reference to a group that does not exist", index);
          }
        });
    return parsed;
  }

  private PatternNode alternatives() {
    if (++depth > MAX_DEPTH) {
      throw new InvalidPatternException(
          "more than " + MAX_DEPTH + " levels of nested groups", source.index());
    }
    List<PatternNode> parts = new ArrayList<>();
    do {
      parts.add(sequence());
    } while (source.skip("|"));
    depth--;
    return parts.size() == 1 ? parts.get(0) : new Alternatives(parts);
  }

  private PatternNode sequence() {
    List<PatternNode> parts = new ArrayList<>();
    for (int next = source.peek();
        next != PatternSource.END && next != '|' && next != ')';
        next = source.peek()) {
      parts.add(term());
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
  }

  private PatternNode term() {
    int start = source.index();
    int firstGroup = groups + 1;
    PatternNode atom = atom();
    Span span = new Span(firstGroup, groups);
    boolean isQuantifiable =
        !(atom instanceof Assertion)
            && (!(atom instanceof Lookaround look) || (!isStrict && !look.isBehind()));
    int quantifier = source.index();
    PatternNode quantified = quantified(atom, span);
    if (quantified != atom && !isQuantifiable) {
      throw new InvalidPatternException("quantifier of an assertion", quantifier);
    }
    if (source.index() == start) {
      throw new IllegalStateException("the parser does not move");
    }
    return quantified;
  }

  private PatternNode quantified(PatternNode atom, Span span) {
    int start = source.index();
    int min;
    int max = Integer.MAX_VALUE;
    switch (source.next()) {
      case '*' -> min = 0;
      case '+' -> min = 1;
      case '?' -> {
        min = 0;
        max = 1;
      }
      case '{' -> {
        int[] counts = counts();
        if (counts == null) {
          source.moveTo(start);
          return atom;
        }
        min = counts[0];
        max = counts[1];
      }
      default -> {
        source.moveTo(start);
        return atom;
      }
    }
    if (min > max) {
      throw new InvalidPatternException("quantifier with numbers out of order", start);
    }
    return new Loop(atom, min, max, !source.skip("?"), span);
  }

  /**
   * Parses the counts of a quantifier after its opening brace; null when it is not a quantifier.
   */
  private int @Nullable [] counts() {
    int min = source.number();
    int max = min;
    if (min >= 0 && source.skip(",")) {
      max = source.number();
      max = max < 0 ? Integer.MAX_VALUE : max;
    }
    return min >= 0 && source.skip("}") ? new int[] {min, max} : null;
  }

  private PatternNode atom() {
    int start = source.index();
    int first = source.next();
    return switch (first) {
      case '^' -> Assertion.START;
      case '$' -> Assertion.END;
      case '.' -> new CodePoint(CodePointSet.DOT);
      case '(' -> group(start);
      case '[' -> new CodePoint(escapes.bracketed());
      case '\\' -> escapePointer(start);
      case '*', '+', '?' -> throw nothingToRepeat(start);
      case '{' -> brace(start);
      case '}', ']' -> {
        if (isStrict) {
          throw new InvalidPatternException("lone " + (char) first, start);
        }
        yield new CodePoint(CodePointSet.of(first));
      }
      default -> new CodePoint(CodePointSet.of(first));
    };
  }

  private static InvalidPatternException nothingToRepeat(int index) {
    return new InvalidPatternException(
        "quantifier without anything to repeat (ECMA 262 has no possessive ones)", index);
  }

  private PatternNode brace(int start) {
    boolean isQuantifier = counts() != null;
    source.moveTo(start + 1);
    if (isQuantifier) {
      throw nothingToRepeat(start);
    }
    if (isStrict) {
      throw new InvalidPatternException("lone {", start);
    }
    return new CodePoint(CodePointSet.of('{'));
  }

  private PatternNode escapePointer(int start) {
    int letter = source.peek();
    if (letter == 'b' || letter == 'B') {
      source.next();
      return letter == 'b' ? Assertion.WORD : Assertion.NOT_WORD;
    }
    if (letter == 'k') {
      source.next();
      if (!source.skip("<")) {
        throw new InvalidPatternException("\\k without the name of a group in <>", start);
      }
      return reference(new Reference(0, name()), start);
    }
    if (letter >= '1' && letter <= '9') {
      return reference(new Reference(source.number(), null), start);
    }
    return new CodePoint(escapes.escape(false));
  }

  private PatternNode reference(Reference reference, int start) {
    references.putIfAbsent(reference, start);
    return reference;
  }

  private PatternNode group(int start) {
    PatternNode found;
    if (source.skip("?:")) {
      found =
          new Sequence(List.of(alternatives())); // allows a quantifier, independent of the content
    } else if (source.skip("?=")) {
      found = new Lookaround(alternatives(), false, false);
    } else if (source.skip("?!")) {
      found = new Lookaround(alternatives(), false, true);
    } else if (source.skip("?<=")) {
      found = new Lookaround(alternatives(), true, false);
    } else if (source.skip("?<!")) {
      found = new Lookaround(alternatives(), true, true);
    } else {
      found = capturing(start);
    }
    if (!source.skip(")")) {
      throw new InvalidPatternException("group without closing parenthesis", start);
    }
    return found;
  }

  private PatternNode capturing(int start) {
    int number = ++groups;
    if (source.skip("?<")) {
      if (names.putIfAbsent(name(), number) != null) {
        throw new InvalidPatternException("second group of the same name", start);
      }
    } else if (source.startsWith("?")) {
      throw new InvalidPatternException(
          "(? without one of : = ! <= <! <name> (ECMA 262 has no flags, atomic groups or comments"
              + " within)",
          start);
    }
    return new Group(number, alternatives());
  }

  /** Parses the name of a group and the closing angle bracket. */
  private String name() {
    int start = source.index();
    StringBuilder name = new StringBuilder();
    for (int next = source.next(); next != '>'; next = source.next()) {
      int codePoint = next;
      if (next == '\\') {
        codePoint = source.skip("u") ? source.unicode() : PatternSource.END;
      }
      if (!isOfName(codePoint, name.isEmpty())) {
        throw new InvalidPatternException("group without a valid name", start);
      }
      name.appendCodePoint(codePoint);
    }
    if (name.isEmpty()) {
      throw new InvalidPatternException("group without a name", start);
    }
    return name.toString();
  }

  private static boolean isOfName(int codePoint, boolean isFirst) {
    if (codePoint == '$' || codePoint == '_') {
      return true;
    }
    if (codePoint == PatternSource.END || isFirst) {
      return codePoint != PatternSource.END && BinaryProperties.isIdStart(codePoint);
    }
    return BinaryProperties.isIdContinue(codePoint) || codePoint == 0x200C || codePoint == 0x200D;
  }
}
