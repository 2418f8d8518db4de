// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.model.InvalidSchemaException;

/**
 * A regular expression of a schema, as ECMA 262 defines it with the {@code u} flag, that gives up
 * after a number of steps: a pattern such as {@code ^(.*a){25}$} has more ways to match than can be
 * tried. It matches if it is found anywhere in a text, and reads code points. Safe for many
 * threads.
 *
 * <p>A pattern that the {@code u} flag makes an error, but that has a meaning without it, is taken
 * as {@link PatternParser} says; an escaped letter or digit without a meaning is an error in any
 * case, since other dialects have one for it.
 */
public final class BoundedPattern {

  /** The key that sets how many steps there may be. */
  public static final String LIMIT_KEY = "json.regex.max.steps";

  /** Steps that each character of the text adds to the limit. */
  private static final int STEPS_OF_CHARACTER = 4;

  private final PatternProgram program;
  private final int maxSteps;

  /**
   * A pattern that one match may spend so many steps on.
   *
   * @throws InvalidSchemaException when the text is no regular expression, saying what is wrong and
   *     where
   */
  public BoundedPattern(String regex, int maxSteps) {
    this.maxSteps = maxSteps;
    try {
      this.program = PatternCompiler.compile(PatternParser.parse(regex, false));
    } catch (InvalidPattern e) {
      throw new InvalidSchemaException(
          "a pattern of the schema is no regular expression of ECMA 262: "
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
    } catch (InvalidPattern e) {
      return false;
    }
  }

  /** Roughly what this takes in memory, in bytes. */
  public long bytes() {
    return 24 + program.bytes();
  }

  /** Whether the pattern is found in a text. */
  public boolean matches(String text) {
    return new PatternRun(program, text, maxSteps(text)).find();
  }

  /**
   * The same as part of a larger piece of work.
   *
   * @param whole the budget of that work, which what is read is taken from
   */
  public boolean matches(String text, StepBudget whole) {
    PatternRun run = new PatternRun(program, text, maxSteps(text));
    try {
      return run.find();
    } finally {
      whole.spend(1 + run.steps() / StepBudget.CHARACTERS_EACH);
    }
  }

  /** Grows with the text, so that a pattern of linear cost does not fail on a long text. */
  private int maxSteps(String text) {
    return (int) Math.min(Integer.MAX_VALUE, maxSteps + (long) STEPS_OF_CHARACTER * text.length());
  }

  /** A match took more steps than it may. */
  public static final class TooManySteps extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManySteps(int limit) {
      super(
          "a pattern of the schema took more than "
              + limit
              + " steps on one text; mend the pattern, or raise "
              + LIMIT_KEY);
    }
  }
}
