// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.networknt.schema.regex.RegularExpression;
import io.velostream.schema.json.pattern.BoundedPattern;

/**
 * A pattern as the validator library uses it: what a match reads is taken from the budget of the
 * run that is under way on the thread.
 */
record ChargedPattern(BoundedPattern pattern) implements RegularExpression {

  @Override
  public boolean matches(String text) {
    LibraryRun run = LibraryRun.underWay();
    try {
      return run == null ? pattern.matches(text) : pattern.matches(text, run::spend);
    } catch (BoundedPattern.TooManySteps e) {
      throw new LibraryRun.Exhausted(String.valueOf(e.getMessage()));
    }
  }
}
