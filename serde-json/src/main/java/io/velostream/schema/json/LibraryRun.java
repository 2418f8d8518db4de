// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.model.InvalidValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One validation by the validator library, which knows no limits of its own: it is stopped when the
 * keywords that it has gone to have taken all steps of a budget, and not begun where one keyword
 * alone would take too long.
 *
 * <p>The library gives patterns nothing but a text. The run of a thread is therefore known to the
 * patterns of that thread, and to nothing else, for as long as it lasts.
 */
final class LibraryRun extends ExecutionContext {

  /** Steps that take about the time in which the library goes to one keyword. */
  private static final int STEPS_FOR_EACH_KEYWORD = 10;

  /**
   * Keywords and names within one another on the way to a value; more would not fit the stack of a
   * thread of 512 KB.
   */
  private static final int MAX_DEPTH = 500;

  private static final ThreadLocal<LibraryRun> UNDER_WAY = new ThreadLocal<>();

  private final StepBudget budget;
  private int depth;

  private LibraryRun(Schema compiled, StepBudget budget) {
    super(compiled.createExecutionContext().getExecutionConfig());
    this.budget = budget;
  }

  /**
   * What is wrong with a value.
   *
   * @param budget what it may cost to find out
   * @throws Exhausted when it would take too long, or go too deep, to find out
   */
  static List<Error> errors(Schema compiled, JsonNode value, StepBudget budget) {
    if (HashCrowds.areIn(value)) {
      throw new Exhausted("an array holds many items that were made to have equal hash codes");
    }
    LibraryRun run = new LibraryRun(compiled, budget);
    LibraryRun around = UNDER_WAY.get();
    UNDER_WAY.set(run);
    try {
      compiled.validate(run, value);
      return run.getErrors();
    } finally {
      if (around == null) {
        UNDER_WAY.remove();
      } else {
        UNDER_WAY.set(around);
      }
    }
  }

  /** The run of this thread; null when there is none. */
  static @Nullable LibraryRun underWay() {
    return UNDER_WAY.get();
  }

  @Override
  public void evaluationPathAddLast(String keyword) {
    deeper();
    super.evaluationPathAddLast(keyword);
  }

  @Override
  public void evaluationPathAddLast(int index) {
    deeper();
    super.evaluationPathAddLast(index);
  }

  @Override
  public void evaluationPathRemoveLast() {
    depth--;
    super.evaluationPathRemoveLast();
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw new Exhausted(
          "value and schema nest too deep: more than "
              + MAX_DEPTH
              + " keywords and names lead to one value; nest values less deep, or fewer schemas");
    }
    spend(STEPS_FOR_EACH_KEYWORD);
  }

  /** Takes steps from the budget. */
  void spend(long steps) {
    try {
      budget.spend(steps);
    } catch (InvalidValueException e) {
      throw new Exhausted(String.valueOf(e.getMessage()));
    }
  }

  /** Passed through the library, which would log any exception that is not its own. */
  static final class Exhausted extends com.networknt.schema.SchemaException {

    private static final long serialVersionUID = 1L;

    Exhausted(String why) {
      super(why);
    }
  }
}
