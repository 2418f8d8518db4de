// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import io.velostream.schema.json.program.ValidationRun;
import java.util.List;

/**
 * One validation by the validator library, which knows no limits of its own: it is stopped when it
 * has gone to too many keywords, and not begun where one keyword alone would take too long.
 */
final class LibraryRun extends ExecutionContext {

  /** Keywords that it may go to for each value of a document, beside those of the limit. */
  private static final int KEYWORDS_FOR_EACH_VALUE = 20;

  /**
   * Keywords and names within one another on the way to a value; more would not fit the stack of a
   * thread of 512 KB.
   */
  private static final int MAX_DEPTH = 500;

  private long left;
  private int depth;

  private LibraryRun(Schema compiled, long left) {
    super(compiled.createExecutionContext().getExecutionConfig());
    this.left = left;
  }

  /**
   * What is wrong with a value.
   *
   * @param maxKeywords keywords that it may go to, beside those for each value
   * @throws Exhausted when it would take too long, or go too deep, to find out
   */
  static List<Error> errors(Schema compiled, JsonNode value, long maxKeywords) {
    if (HashCrowds.areIn(value)) {
      throw new Exhausted("an array holds many items that were made to have equal hash codes");
    }
    long values = ValidationRun.countValues(value);
    LibraryRun run = new LibraryRun(compiled, maxKeywords + values * KEYWORDS_FOR_EACH_VALUE);
    compiled.validate(run, value);
    return run.getErrors();
  }

  @Override
  public void evaluationPathAddLast(String keyword) {
    spend();
    super.evaluationPathAddLast(keyword);
  }

  @Override
  public void evaluationPathAddLast(int index) {
    spend();
    super.evaluationPathAddLast(index);
  }

  @Override
  public void evaluationPathRemoveLast() {
    depth--;
    super.evaluationPathRemoveLast();
  }

  private void spend() {
    if (++depth > MAX_DEPTH) {
      throw new Exhausted(
          "value and schema nest too deep: more than "
              + MAX_DEPTH
              + " keywords and names lead to one value; nest values less deep, or fewer schemas");
    }
    if (--left < 0) {
      throw new Exhausted(
          "its validation takes too many steps, as the schema has the same values looked at again"
              + " and again; make the schema simpler, or raise "
              + JsonKeys.VALIDATION_MAX_STEPS);
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
