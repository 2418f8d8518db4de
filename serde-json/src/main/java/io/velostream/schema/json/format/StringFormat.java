// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.pattern.BoundedPattern;
import java.util.function.Predicate;

/** What a string has to look like. Safe for many threads. */
public interface StringFormat {

  /**
   * Whether a string has this format.
   *
   * @param budget what finding out is taken from
   */
  boolean matches(String text, StepBudget budget);

  /** This one, and a check in linear time for strings that have it. */
  default StringFormat and(Predicate<String> check) {
    return (text, budget) -> {
      if (!matches(text, budget)) {
        return false;
      }
      budget.spend(text.length() / StepBudget.CHARACTERS_EACH);
      return check.test(text);
    };
  }

  /** The strings that a regular expression matches. */
  static StringFormat of(String regex) {
    return new BoundedPattern(regex, FormatPatterns.MAX_STEPS)::matches;
  }
}
