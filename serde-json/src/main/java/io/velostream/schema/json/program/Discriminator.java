// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import io.velostream.schema.json.document.DecimalMath;
import io.velostream.schema.json.document.StepBudget;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the branch of {@code oneOf} or {@code anyOf} by the value of one property. Each branch
 * requires the property, no branch accepts an object or array as its value, and no scalar is
 * accepted by two branches. Therefore only the selected branch can accept the object. Immutable.
 */
final class Discriminator {

  /** Maximum number of candidate properties. */
  private static final int MAX_CANDIDATES = 64;

  /** The branches for values of one kind. Read-only after all branches were added. */
  private static final class KindBranches {

    /** The branches by listed value. */
    private final Map<Object, SchemaProgram> byValue = new HashMap<>();

    /** The branch that accepts any value; null when there is none. */
    private @Nullable SchemaProgram anyValue;

    /**
     * Adds a branch. Returns false if another branch accepts the same value.
     *
     * @param admitted the values that it lists; null when it does not list values
     */
    boolean add(@Nullable Set<Object> admitted, SchemaProgram branch) {
      if (anyValue != null) {
        return false;
      }
      if (admitted == null) {
        anyValue = branch;
        return byValue.isEmpty();
      }
      for (Object value : admitted) {
        if (byValue.put(value, branch) != null) {
          return false;
        }
      }
      return true;
    }
  }

  private final String property;
  private final Map<ValueKind, KindBranches> cases;

  private Discriminator(String property, Map<ValueKind, KindBranches> cases) {
    this.property = property;
    this.cases = cases;
  }

  /**
   * Creates a discriminator of compiled branches; null when no property discriminates them.
   *
   * @param budget the budget for the search
   */
  static @Nullable Discriminator of(List<SchemaProgram> branches, StepBudget budget) {
    Set<String> candidates = new LinkedHashSet<>();
    for (SchemaProgram branch : branches) {
      Set<String> required = branch.rules(ValueKind.OBJECT).required(budget);
      if (candidates.isEmpty()) {
        required.stream().limit(MAX_CANDIDATES).forEach(candidates::add);
      } else {
        candidates.retainAll(required);
      }
      if (candidates.isEmpty()) {
        return null;
      }
    }
    for (String name : candidates) {
      Map<ValueKind, KindBranches> cases = cases(branches, name, budget);
      if (cases != null) {
        return new Discriminator(name, cases);
      }
    }
    return null;
  }

  private static @Nullable Map<ValueKind, KindBranches> cases(
      List<SchemaProgram> branches, String name, StepBudget budget) {
    Map<ValueKind, KindBranches> cases = new EnumMap<>(ValueKind.class);
    for (SchemaProgram branch : branches) {
      List<SchemaProgram> schemas = branch.rules(ValueKind.OBJECT).schemas(name, budget);
      for (ValueKind kind : ValueKind.values()) {
        Set<Object> admitted = admitted(schemas, kind, budget);
        if (admitted != null && admitted.isEmpty()) {
          continue;
        }
        KindBranches known = cases.computeIfAbsent(kind, unused -> new KindBranches());
        if (kind.isContainer() || !known.add(admitted, branch)) {
          return null;
        }
      }
    }
    return cases;
  }

  /** The listed values of a kind that all schemas accept; null when they are not listed. */
  private static @Nullable Set<Object> admitted(
      List<SchemaProgram> schemas, ValueKind kind, StepBudget budget) {
    Set<Object> byValue = null;
    for (SchemaProgram schema : schemas) {
      TypeRules typeRules = schema.rules(kind);
      budget.spend(1 + typeRules.scalars().length);
      if (typeRules.rejectsAll()) {
        return Set.of();
      }
      for (ScalarRule rule : typeRules.scalars()) {
        Set<?> values = values(rule);
        if (values != null) {
          budget.spend(values.size());
          Set<Object> common = new HashSet<>(values);
          if (byValue != null) {
            common.retainAll(byValue);
          }
          byValue = common;
        }
      }
    }
    return byValue;
  }

  private static @Nullable Set<?> values(ScalarRule rule) {
    if (rule instanceof ScalarRules.Texts texts) {
      return texts.texts();
    }
    return rule instanceof ScalarRules.Numbers numbers ? numbers.numbers() : null;
  }

  /** The number of listed values. */
  int size() {
    return cases.values().stream().mapToInt(each -> 1 + each.byValue.size()).sum();
  }

  /** The discriminating property. */
  String property() {
    return property;
  }

  /** Returns the only branch that can accept an object with this value; null when none can. */
  @Nullable SchemaProgram branch(Scalar value, ValueKind kind, ValidationRun run)
      throws IOException {
    KindBranches found = cases.get(kind);
    if (found == null || found.anyValue != null) {
      return found == null ? null : found.anyValue;
    }
    if (kind == ValueKind.STRING) {
      return found.byValue.get(value.text());
    }
    DecimalMath.spend(value.digits(), run);
    BigDecimal number = DecimalMath.canonical(value.decimal());
    return found.byValue.get(number);
  }
}
