// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.pattern.BoundedPattern;
import java.util.function.Predicate;

/** A format of strings. Thread-safe. */
public interface StringFormat {

  /**
   * Whether a string has this format.
   *
   * @param budget the budget that the steps are taken from
   */
  boolean matches(String text, StepBudget budget);

  /** Returns a format that also applies a check, which takes linear time. */
  default StringFormat and(Predicate<String> check) {
    return (text, budget) -> {
      if (!matches(text, budget)) {
        return false;
      }
      budget.spend(text.length() / StepBudget.CHARACTERS_PER_STEP);
      return check.test(text);
    };
  }

  /** Creates a format from a regular expression. */
  static StringFormat of(String regex) {
    return new BoundedPattern(regex, FormatPatterns.MAX_STEPS)::matches;
  }
}
