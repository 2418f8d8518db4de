// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.text.Excerpt;

/**
 * A regular expression of a schema, as ECMA 262 defines it with the {@code u} flag, with a limit on
 * the steps of a match: a pattern such as {@code ^(.*a){25}$} needs exponential backtracking. It
 * matches if it is found anywhere in a text, and processes code points. Thread-safe.
 *
 * <p>Some patterns are errors with the {@code u} flag but valid without it; {@link PatternParser}
 * defines which of them are accepted. An unknown escaped letter or digit is always an error,
 * because it has a meaning in other dialects.
 */
public final class BoundedPattern {

  /** The configuration key of the step limit. */
  public static final String LIMIT_KEY = "json.regex.max.steps";

  /** Additional steps per character of the text. */
  private static final int STEPS_OF_CHARACTER = 4;

  private final PatternProgram program;
  private final int maxSteps;

  /**
   * Compiles a pattern with a step limit for each match.
   *
   * @throws InvalidSchemaException when the text is not a regular expression, naming the error and
   *     its index
   */
  public BoundedPattern(String regex, int maxSteps) {
    this.maxSteps = maxSteps;
    try {
      this.program = PatternCompiler.compile(PatternParser.parse(regex, false));
    } catch (InvalidPatternException e) {
      throw new InvalidSchemaException(
          "a pattern of the schema is not a regular expression of ECMA 262: "
              + e.getMessage()
              + " of "
              + Excerpt.of(regex),
          e);
    }
  }

  /** Whether a text is a regular expression with the {@code u} flag. */
  public static boolean isStrictlyValid(String regex) {
    try {
      PatternParser.parse(regex, true);
      return true;
    } catch (InvalidPatternException e) {
      return false;
    }
  }

  /** Estimates the memory of this pattern, in bytes. */
  public long bytes() {
    return 24 + program.bytes();
  }

  /** Whether the pattern is found in a text. */
  public boolean matches(String text) {
    return new PatternMatcher(program, text, maxSteps(text)).find();
  }

  /**
   * Matches as part of a larger computation.
   *
   * @param whole the budget of that computation, which the steps are taken from
   */
  public boolean matches(String text, StepBudget whole) {
    PatternMatcher run = new PatternMatcher(program, text, maxSteps(text));
    try {
      return run.find();
    } finally {
      whole.spend(1 + run.steps() / StepBudget.CHARACTERS_PER_STEP);
    }
  }

  /**
   * The step limit grows with the text, so that a pattern with linear cost does not fail on a long
   * text.
   */
  private int maxSteps(String text) {
    return (int) Math.min(Integer.MAX_VALUE, maxSteps + (long) STEPS_OF_CHARACTER * text.length());
  }

  /** Signals that a match exceeded the step limit. */
  public static final class TooManySteps extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManySteps(int limit) {
      super(
          "a pattern of the schema took more than "
              + limit
              + " steps on one text; fix the pattern, or raise "
              + LIMIT_KEY);
    }
  }
}
