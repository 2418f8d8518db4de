// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import io.velostream.schema.json.pattern.PatternNode.Alternatives;
import io.velostream.schema.json.pattern.PatternNode.Edge;
import io.velostream.schema.json.pattern.PatternNode.Group;
import io.velostream.schema.json.pattern.PatternNode.Look;
import io.velostream.schema.json.pattern.PatternNode.Loop;
import io.velostream.schema.json.pattern.PatternNode.One;
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
 * {@code u} flag. The lenient grammar takes some of what that flag makes an error, with the meaning
 * of Annex B.1.2: see {@link EscapeParser}; braces and closing brackets that stand for themselves;
 * lookaheads with a quantifier. What both take means the same.
 */
final class PatternParser {

  /** Groups within groups; parser and compiler are recursive. */
  private static final int MAX_DEPTH = 250;

  private final PatternSource source;
  private final EscapeParser escapes;
  private final boolean isStrict;
  private final Map<String, Integer> names = new HashMap<>();

  /** References that may be to groups further on. */
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
   * @param names numbers of the groups that have names
   */
  record Parsed(PatternNode root, int groups, Map<String, Integer> names) {

    /** The number of the group that a reference means. */
    int number(Reference reference) {
      return reference.name() == null
          ? reference.number()
          : names.getOrDefault(reference.name(), 0);
    }
  }

  /**
   * Parses a text.
   *
   * @param isStrict whether all that the {@code u} flag makes an error is one
   * @throws InvalidPattern when it is no regular expression
   */
  static Parsed parse(String text, boolean isStrict) {
    return new PatternParser(text, isStrict).all();
  }

  private Parsed all() {
    PatternNode root = alternatives();
    if (source.peek() != PatternSource.END) {
      throw new InvalidPattern("closing parenthesis without an opening one", source.index());
    }
    Parsed parsed = new Parsed(root, groups, Map.copyOf(names));
    references.forEach(
        (reference, index) -> {
          int number = parsed.number(reference);
          if (number < 1 || number > groups) {
            throw new InvalidPattern("reference to a group that is not there", index);
          }
        });
    return parsed;
  }

  private PatternNode alternatives() {
    if (++depth > MAX_DEPTH) {
      throw new InvalidPattern("more than " + MAX_DEPTH + " groups in each other", source.index());
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
        !(atom instanceof Edge)
            && (!(atom instanceof Look look) || (!isStrict && !look.isBehind()));
    int quantifier = source.index();
    PatternNode quantified = quantified(atom, span);
    if (quantified != atom && !isQuantifiable) {
      throw new InvalidPattern("quantifier of an assertion", quantifier);
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
      throw new InvalidPattern("quantifier whose numbers are out of order", start);
    }
    return new Loop(atom, min, max, !source.skip("?"), span);
  }

  /** The counts of a quantifier, whose opening brace has been read; null when it is none. */
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
      case '^' -> Edge.START;
      case '$' -> Edge.END;
      case '.' -> new One(CodePoints.DOT);
      case '(' -> group(start);
      case '[' -> new One(escapes.bracketed());
      case '\\' -> escaped(start);
      case '*', '+', '?' -> throw nothingToRepeat(start);
      case '{' -> brace(start);
      case '}', ']' -> {
        if (isStrict) {
          throw new InvalidPattern("lone " + (char) first, start);
        }
        yield new One(CodePoints.of(first));
      }
      default -> new One(CodePoints.of(first));
    };
  }

  private static InvalidPattern nothingToRepeat(int index) {
    return new InvalidPattern(
        "quantifier without anything to repeat (ECMA 262 has no possessive ones)", index);
  }

  private PatternNode brace(int start) {
    boolean isQuantifier = counts() != null;
    source.moveTo(start + 1);
    if (isQuantifier) {
      throw nothingToRepeat(start);
    }
    if (isStrict) {
      throw new InvalidPattern("lone {", start);
    }
    return new One(CodePoints.of('{'));
  }

  private PatternNode escaped(int start) {
    int letter = source.peek();
    if (letter == 'b' || letter == 'B') {
      source.next();
      return letter == 'b' ? Edge.WORD : Edge.NOT_WORD;
    }
    if (letter == 'k') {
      source.next();
      if (!source.skip("<")) {
        throw new InvalidPattern("\\k without the name of a group in <>", start);
      }
      return reference(new Reference(0, name()), start);
    }
    if (letter >= '1' && letter <= '9') {
      return reference(new Reference(source.number(), null), start);
    }
    return new One(escapes.escape(false));
  }

  private PatternNode reference(Reference reference, int start) {
    references.putIfAbsent(reference, start);
    return reference;
  }

  private PatternNode group(int start) {
    PatternNode found;
    if (source.skip("?:")) {
      found = new Sequence(List.of(alternatives())); // may have a quantifier, whatever is within
    } else if (source.skip("?=")) {
      found = new Look(alternatives(), false, false);
    } else if (source.skip("?!")) {
      found = new Look(alternatives(), false, true);
    } else if (source.skip("?<=")) {
      found = new Look(alternatives(), true, false);
    } else if (source.skip("?<!")) {
      found = new Look(alternatives(), true, true);
    } else {
      found = capturing(start);
    }
    if (!source.skip(")")) {
      throw new InvalidPattern("group without closing parenthesis", start);
    }
    return found;
  }

  private PatternNode capturing(int start) {
    int number = ++groups;
    if (source.skip("?<")) {
      if (names.putIfAbsent(name(), number) != null) {
        throw new InvalidPattern("second group of the same name", start);
      }
    } else if (source.startsWith("?")) {
      throw new InvalidPattern(
          "(? without one of : = ! <= <! <name> (ECMA 262 has no flags, atomic groups or comments"
              + " within)",
          start);
    }
    return new Group(number, alternatives());
  }

  /** The name of a group with the closing angle bracket. */
  private String name() {
    int start = source.index();
    StringBuilder name = new StringBuilder();
    for (int next = source.next(); next != '>'; next = source.next()) {
      int codePoint = next;
      if (next == '\\') {
        codePoint = source.skip("u") ? source.unicode() : PatternSource.END;
      }
      if (!isOfName(codePoint, name.isEmpty())) {
        throw new InvalidPattern("group without a valid name", start);
      }
      name.appendCodePoint(codePoint);
    }
    if (name.isEmpty()) {
      throw new InvalidPattern("group without a name", start);
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
