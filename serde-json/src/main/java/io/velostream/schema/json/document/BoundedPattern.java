// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a schema that gives up after a number of steps. The JDK's matcher tries
 * alternatives one after the other, so that a pattern such as {@code (a+)+$} takes time exponential
 * in the text; each try reads characters, and reading is counted here.
 */
public final class BoundedPattern implements RegularExpression {

  /** The key that sets how many steps there may be. */
  public static final String LIMIT_KEY = "json.regex.max.steps";

  private final Pattern pattern;
  private final int maxSteps;

  /** A pattern that one match may spend so many steps on. */
  public BoundedPattern(String regex, int maxSteps) {
    this.maxSteps = maxSteps;
    try {
      this.pattern =
          Pattern.compile(
              RegularExpressions.replaceLongformCharacterProperties(
                  RegularExpressions.replaceDollarAnchors(regex)));
    } catch (PatternSyntaxException e) {
      throw new InvalidSchemaException(
          "a pattern of the schema is no regular expression: " + e.getDescription(), e);
    }
  }

  @Override
  public boolean matches(String text) {
    Matcher matcher = pattern.matcher(new CountedText(text, new Budget(maxSteps)));
    return matcher.find();
  }

  /**
   * The same as part of a larger piece of work.
   *
   * @param whole the budget of that work, which what is read is taken from
   */
  public boolean matches(String text, StepBudget whole) {
    Budget budget = new Budget(maxSteps);
    try {
      return pattern.matcher(new CountedText(text, budget)).find();
    } finally {
      whole.spend(1 + budget.spent() / StepBudget.CHARACTERS_EACH);
    }
  }

  /** Passed through the validator, which would log any other exception with each record. */
  public static final class TooManySteps extends SchemaException {

    private static final long serialVersionUID = 1L;

    TooManySteps(int limit) {
      super(
          "a pattern of the schema took more than "
              + limit
              + " steps on one text; mend the pattern, or raise "
              + LIMIT_KEY);
    }
  }

  private static final class Budget {
    private final int limit;
    private long left;

    Budget(int limit) {
      this.limit = limit;
      this.left = limit;
    }

    long spent() {
      return limit - left;
    }

    void spend() {
      if (--left < 0) {
        throw new TooManySteps(limit);
      }
    }
  }

  private record CountedText(CharSequence text, Budget budget) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      budget.spend();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), budget);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
