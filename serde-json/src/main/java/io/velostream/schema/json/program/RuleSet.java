// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mutable set of rules for one kind of value, each with its origin schema. Compiled to {@link
 * TypeRules}.
 */
public final class RuleSet {

  /**
   * A list of rules.
   *
   * @param origins the origin schema of each rule
   */
  public record RuleList<R>(List<R> rules, List<JsonNode> origins) {

    private RuleList() {
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
   * The reason why no value is valid.
   *
   * @param keyword the keyword that rejects all values
   * @param origin the schema with the keyword
   */
  public record Rejection(String keyword, JsonNode origin) {}

  public final RuleList<ScalarRule> scalars = new RuleList<>();
  public final RuleList<ObjectRules> objects = new RuleList<>();
  public final RuleList<ArrayRules> arrays = new RuleList<>();
  public final RuleList<ApplicatorKeyword> applicators = new RuleList<>();
  private @Nullable Rejection rejection;

  public void reject(String keyword, JsonNode origin) {
    if (rejection == null) {
      rejection = new Rejection(keyword, origin);
    }
  }

  /** The reason why no value of the kind is valid; null when some values are. */
  @Nullable
  public Rejection rejection() {
    return rejection;
  }

  boolean isEmpty() {
    return scalars.rules.isEmpty()
        && objects.rules.isEmpty()
        && arrays.rules.isEmpty()
        && applicators.rules.isEmpty();
  }
}
