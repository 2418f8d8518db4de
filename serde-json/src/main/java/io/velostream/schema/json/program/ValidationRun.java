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
 * The validation of one document: its remaining steps and its cached verdicts. Not thread-safe.
 *
 * <p>Keywords that evaluate a value several times, such as nested {@code anyOf}, take exponential
 * time in the depth of the value or the schema. After a number of steps, the verdict of each rule
 * set on each object or array is cached, so that each pair is evaluated at most once. The remaining
 * cost is polynomial and limited by the budget.
 */
public final class ValidationRun implements StepBudget {

  /** The configuration key of the step limit. */
  public static final String LIMIT_KEY = "json.validation.max.steps";

  /** Additional steps per value of a document. */
  public static final int STEPS_PER_VALUE = 50;

  /** Steps beyond those of the document's values after which verdicts are cached. */
  private static final int CACHE_THRESHOLD_STEPS = 2_000;

  private static final int MAX_CACHED_VERDICTS = 100_000;

  /** Maximum nesting of evaluations. More would overflow a stack of 512 KB. */
  private static final int MAX_DEPTH = 400;

  private final int maxSteps;

  /** The parent budget, which steps are also taken from; null when there is none. */
  private @Nullable StepBudget parentBudget;

  private long remainingSteps;
  private int depth;
  private @Nullable Map<VerdictKey, Boolean> verdicts;

  /**
   * Creates the validation of one document.
   *
   * @param maxSteps maximum number of steps, in addition to the steps per value
   */
  public ValidationRun(int maxSteps) {
    this.maxSteps = maxSteps;
    this.remainingSteps = maxSteps;
  }

  /**
   * Creates a validation that is part of a larger computation.
   *
   * @param parentBudget the budget of that computation, which steps are also taken from
   */
  public static ValidationRun withParentBudget(StepBudget parentBudget) {
    ValidationRun run = new ValidationRun(Integer.MAX_VALUE);
    run.parentBudget = parentBudget;
    return run;
  }

  /** Adds the steps for one value of the document. */
  void addValue() {
    remainingSteps += STEPS_PER_VALUE;
  }

  /** Whether a tree is valid. Adds the steps for its values. */
  public boolean admits(SchemaProgram program, JsonNode tree) {
    remainingSteps += countValues(tree) * STEPS_PER_VALUE;
    return admitsSubtree(program, tree);
  }

  /** Whether a tree is valid. The steps for its values were added before. */
  boolean admitsSubtree(SchemaProgram program, JsonNode tree) {
    clearVerdicts();
    try {
      return program.admits(tree, this);
    } catch (StackOverflowError e) {
      throw tooDeep(" for the stack of this thread");
    }
  }

  /** Enters a nested evaluation. */
  void enterSchema() {
    if (++depth > MAX_DEPTH) {
      throw tooDeep(": more than " + MAX_DEPTH + " nested evaluations of schemas");
    }
  }

  /** Leaves a nested evaluation. */
  void leaveSchema() {
    depth--;
  }

  private static InvalidValueException tooDeep(String measure) {
    return new InvalidValueException(
        "value and schema are nested too deeply"
            + measure
            + "; nest values less deep, or fewer schemas",
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
    remainingSteps -= steps;
    if (parentBudget != null) {
      parentBudget.spend(steps);
    }
    if (remainingSteps < 0) {
      throw new InvalidValueException(
          "its validation takes more than "
              + maxSteps
              + " steps in addition to "
              + STEPS_PER_VALUE
              + " for each value of the document, because the schema evaluates the same values"
              + " repeatedly; simplify the schema, or raise "
              + LIMIT_KEY,
          null);
    }
  }

  /** Spends one step. */
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

  /**
   * Returns the cached verdict of rules on a value, which is compared by identity; null when there
   * is none.
   */
  @Nullable Boolean cachedVerdict(TypeRules typeRules, Object value) {
    return verdicts == null ? null : verdicts.get(new VerdictKey(typeRules, value));
  }

  /** Caches a verdict, if the validation has used enough steps. */
  void cacheVerdict(TypeRules typeRules, Object value, boolean verdict) {
    Map<VerdictKey, Boolean> all = verdicts;
    if (all == null) {
      if (remainingSteps > (long) maxSteps - CACHE_THRESHOLD_STEPS) {
        return;
      }
      all = new HashMap<>();
      verdicts = all;
    }
    if (all.size() >= MAX_CACHED_VERDICTS) {
      all.clear(); // recent containers are the most likely to be evaluated again
    }
    all.put(new VerdictKey(typeRules, value), verdict);
  }

  /** Clears all verdicts, because reusable values may have changed. */
  void clearVerdicts() {
    verdicts = null;
  }

  private record VerdictKey(TypeRules typeRules, Object value) {

    @Override
    @SuppressWarnings("ReferenceEquality") // equal values occur in several locations
    public boolean equals(Object other) {
      return other instanceof VerdictKey key && key.typeRules == typeRules && key.value == value;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(typeRules) * 31 + System.identityHashCode(value);
    }
  }
}
