// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a plan that is being made, each with the schema that asks it. */
public final class RuleSet {

  /**
   * Rules of one sort.
   *
   * @param origins the schema that asks each
   */
  public record Sort<R>(List<R> rules, List<JsonNode> origins) {

    private Sort() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    public void add(R rule, JsonNode origin) {
      rules.add(rule);
      origins.add(origin);
    }

    public void addAll(List<? extends R> more, JsonNode origin) {
      for (R each : more) {
        add(each, origin);
      }
    }
  }

  /**
   * Why no value is admitted.
   *
   * @param keyword the keyword that admits none
   * @param origin the schema that has it
   */
  public record Reason(String keyword, JsonNode origin) {}

  public final Sort<ScalarRule> scalars = new Sort<>();
  public final Sort<ObjectRules> objects = new Sort<>();
  public final Sort<ArrayRules> arrays = new Sort<>();
  public final Sort<ApplicatorKeyword> choices = new Sort<>();
  private @Nullable Reason refusal;

  public void refuse(String keyword, JsonNode origin) {
    if (refusal == null) {
      refusal = new Reason(keyword, origin);
    }
  }

  /** Why no value of the kind is admitted; null when some is. */
  @Nullable
  public Reason refusal() {
    return refusal;
  }

  boolean isEmpty() {
    return scalars.rules.isEmpty()
        && objects.rules.isEmpty()
        && arrays.rules.isEmpty()
        && choices.rules.isEmpty();
  }
}
