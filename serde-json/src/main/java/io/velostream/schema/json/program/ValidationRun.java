// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.format.StringFormat;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.model.InvalidValueException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The validation of one document: the steps that it may still take, and the verdicts that it knows.
 * For one document and one thread.
 *
 * <p>Keywords that look at one value several times, such as {@code anyOf} below {@code anyOf}, take
 * time exponential in the depth of the value or the schema when each look starts anew. Once a
 * validation takes more steps than its document is worth, the verdict of each plan on each object
 * or array is remembered, so that there is one for each pair of them at most. What is left is
 * polynomial, and the budget bounds it.
 */
public final class ValidationRun implements StepBudget {

  /** The key that sets how many steps there may be. */
  public static final String LIMIT_KEY = "json.validation.max.steps";

  /** Steps that each value of a document adds to the budget. */
  public static final int STEPS_FOR_EACH_VALUE = 50;

  /** Steps beyond those of the document's values, after which verdicts are remembered. */
  private static final int FEW = 2_000;

  private static final int MAX_REMEMBERED = 100_000;

  /**
   * Looks at values within one another, by schemas within one another; more would not fit the stack
   * of a thread of 512 KB.
   */
  private static final int MAX_DEPTH = 400;

  private final int maxSteps;

  /** What steps are taken from beside this one's own; null for nothing. */
  private @Nullable StepBudget whole;

  private long left;
  private int depth;
  private @Nullable Map<Asked, Boolean> known;

  /**
   * The validation of one document.
   *
   * @param maxSteps steps that it may take beside those for each value
   */
  public ValidationRun(int maxSteps) {
    this.maxSteps = maxSteps;
    this.left = maxSteps;
  }

  /**
   * A validation that is part of another piece of work.
   *
   * @param whole the budget of that work, which steps are taken from
   */
  public static ValidationRun within(StepBudget whole) {
    ValidationRun run = new ValidationRun(Integer.MAX_VALUE);
    run.whole = whole;
    return run;
  }

  /** Adds the steps for one value of the document, which is about to be judged. */
  void addValue() {
    left += STEPS_FOR_EACH_VALUE;
  }

  /** Whether a tree is admitted; the steps for its values are added. */
  public boolean admits(SchemaProgram program, JsonNode tree) {
    left += countValues(tree) * STEPS_FOR_EACH_VALUE;
    return admitsGrown(program, tree);
  }

  /** Whether a tree is admitted, the steps for whose values are there already. */
  boolean admitsGrown(SchemaProgram program, JsonNode tree) {
    forget();
    try {
      return program.admits(tree, this);
    } catch (StackOverflowError e) {
      throw tooDeep(" for the stack of this thread");
    }
  }

  /** Begins to look at a value by a schema, within the look that is under way. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw tooDeep(": more than " + MAX_DEPTH + " schemas look at values within one another");
    }
  }

  /** Ends the look that was begun last. */
  void leave() {
    depth--;
  }

  private static InvalidValueException tooDeep(String measure) {
    return new InvalidValueException(
        "value and schema nest too deep" + measure + "; nest values less deep, or fewer schemas",
        null);
  }

  /** The number of values in a tree, containers included. */
  private static long countValues(JsonNode tree) {
    long count = 1;
    for (JsonNode each : tree) {
      count += each.isContainerNode() ? countValues(each) : 1;
    }
    return count;
  }

  @Override
  public void spend(long steps) {
    left -= steps;
    if (whole != null) {
      whole.spend(steps);
    }
    if (left < 0) {
      throw new InvalidValueException(
          "its validation takes more than "
              + maxSteps
              + " steps beside "
              + STEPS_FOR_EACH_VALUE
              + " for each value of the document, as the schema has the same values looked at again"
              + " and again; make the schema simpler, or raise "
              + LIMIT_KEY,
          null);
    }
  }

  /** Takes one step. */
  void step() {
    spend(1);
  }

  /** Whether a pattern is found in a text. */
  boolean matches(BoundedPattern pattern, String text) {
    try {
      return pattern.matches(text, this);
    } catch (BoundedPattern.TooManySteps e) {
      throw new InvalidValueException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether a text has a format. */
  boolean hasFormat(StringFormat format, String text) {
    try {
      return format.matches(text, this);
    } catch (BoundedPattern.TooManySteps e) {
      throw new InvalidValueException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The verdict of a plan on a value, which is told apart by identity; null when not known. */
  @Nullable Boolean known(TypeRules plan, Object value) {
    return known == null ? null : known.get(new Asked(plan, value));
  }

  /** Remembers a verdict, if this validation is one that needs it. */
  void remember(TypeRules plan, Object value, boolean verdict) {
    Map<Asked, Boolean> all = known;
    if (all == null) {
      if (left > (long) maxSteps - FEW) {
        return;
      }
      all = new HashMap<>();
      known = all;
    }
    if (all.size() >= MAX_REMEMBERED) {
      all.clear(); // those of containers that ended lately are asked for most
    }
    all.put(new Asked(plan, value), verdict);
  }

  /** Forgets all verdicts, since values told apart by identity change. */
  void forget() {
    known = null;
  }

  private record Asked(TypeRules plan, Object value) {

    @Override
    @SuppressWarnings("ReferenceEquality") // equal values stand in many places
    public boolean equals(Object other) {
      return other instanceof Asked asked && asked.plan == plan && asked.value == value;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(plan) * 31 + System.identityHashCode(value);
    }
  }
}
