// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a regular expression. */
sealed interface PatternNode {

  /** One code point of a set. */
  record One(CodePoints set) implements PatternNode {}

  /** Parts that follow each other. */
  record Sequence(List<PatternNode> parts) implements PatternNode {}

  /** Parts of which one matches; earlier ones are tried first. */
  record Alternatives(List<PatternNode> parts) implements PatternNode {}

  /**
   * A capturing group.
   *
   * @param number counted from 1, by opening parentheses
   */
  record Group(int number, PatternNode body) implements PatternNode {}

  /**
   * A part with a quantifier.
   *
   * @param max {@link Integer#MAX_VALUE} for no limit
   * @param groups the capturing groups within
   */
  record Loop(PatternNode body, int min, int max, boolean isGreedy, Span groups)
      implements PatternNode {}

  /** A lookahead or lookbehind. */
  record Look(PatternNode body, boolean isBehind, boolean isNegative) implements PatternNode {}

  /** An assertion on the place alone. */
  enum Edge implements PatternNode {
    START,
    END,
    WORD,
    NOT_WORD
  }

  /**
   * A back reference.
   *
   * @param name of the group, or null where it is told by its number
   */
  record Reference(int number, @Nullable String name) implements PatternNode {}

  /** The capturing groups from one number to another; none where the first is beyond the last. */
  record Span(int first, int last) {}
}
