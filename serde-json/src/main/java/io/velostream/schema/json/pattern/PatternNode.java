// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the syntax tree of a regular expression. */
sealed interface PatternNode {

  /** One code point of a set. */
  record CodePoint(CodePointSet set) implements PatternNode {}

  /** A sequence. */
  record Sequence(List<PatternNode> parts) implements PatternNode {}

  /** Alternatives, tried in order. */
  record Alternatives(List<PatternNode> parts) implements PatternNode {}

  /**
   * A capturing group.
   *
   * @param number the number, from 1, in the order of opening parentheses
   */
  record Group(int number, PatternNode body) implements PatternNode {}

  /**
   * A quantifier.
   *
   * @param max {@link Integer#MAX_VALUE} for no limit
   * @param groups the capturing groups in the body
   */
  record Loop(PatternNode body, int min, int max, boolean isGreedy, Span groups)
      implements PatternNode {}

  /** A lookahead or lookbehind. */
  record Lookaround(PatternNode body, boolean isBehind, boolean isNegative)
      implements PatternNode {}

  /** An assertion on the position. */
  enum Assertion implements PatternNode {
    START,
    END,
    WORD,
    NOT_WORD
  }

  /**
   * A back reference.
   *
   * @param name the name of the group; null for a numbered reference
   */
  record Reference(int number, @Nullable String name) implements PatternNode {}

  /** A range of capturing groups; empty if {@code first > last}. */
  record Span(int first, int last) {}
}
