// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import io.velostream.schema.json.document.Decimals;
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
 * Tells branches of {@code oneOf} or {@code anyOf} apart by one property of an object: each branch
 * wants it to be there, none admits an object or array in it, and no scalar is admitted there by
 * two of them. So the branch that its value belongs to is the only one that may admit the object.
 * Immutable.
 */
final class Discriminator {

  /** Properties that are tried. */
  private static final int MAX_CANDIDATES = 64;

  /** Branches by values of one kind; not changed once all branches are added. */
  private static final class Case {

    /** Those that list their values. */
    private final Map<Object, SchemaProgram> listed = new HashMap<>();

    /** The one that does not; null when there is none. */
    private @Nullable SchemaProgram other;

    /**
     * Adds a branch; false when it shares a value with another one.
     *
     * @param admitted the values that it lists; null when it does not list them
     */
    boolean add(@Nullable Set<Object> admitted, SchemaProgram branch) {
      if (other != null) {
        return false;
      }
      if (admitted == null) {
        other = branch;
        return listed.isEmpty();
      }
      for (Object value : admitted) {
        if (listed.put(value, branch) != null) {
          return false;
        }
      }
      return true;
    }
  }

  private final String property;
  private final Map<ValueKind, Case> cases;

  private Discriminator(String property, Map<ValueKind, Case> cases) {
    this.property = property;
    this.cases = cases;
  }

  /**
   * What tells branches apart, whose plans have been made; null when no property does.
   *
   * @param budget what finding it may cost
   */
  static @Nullable Discriminator of(List<SchemaProgram> branches, StepBudget budget) {
    Set<String> candidates = new LinkedHashSet<>();
    for (SchemaProgram branch : branches) {
      Set<String> required = branch.plan(ValueKind.OBJECT).required(budget);
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
      Map<ValueKind, Case> cases = cases(branches, name, budget);
      if (cases != null) {
        return new Discriminator(name, cases);
      }
    }
    return null;
  }

  private static @Nullable Map<ValueKind, Case> cases(
      List<SchemaProgram> branches, String name, StepBudget budget) {
    Map<ValueKind, Case> cases = new EnumMap<>(ValueKind.class);
    for (SchemaProgram branch : branches) {
      List<SchemaProgram> schemas = branch.plan(ValueKind.OBJECT).schemas(name, budget);
      for (ValueKind kind : ValueKind.values()) {
        Set<Object> admitted = admitted(schemas, kind, budget);
        if (admitted != null && admitted.isEmpty()) {
          continue;
        }
        Case known = cases.computeIfAbsent(kind, unused -> new Case());
        if (kind.isContainer() || !known.add(admitted, branch)) {
          return null;
        }
      }
    }
    return cases;
  }

  /** The values of a kind that fit all of some schemas; null when they are not listed. */
  private static @Nullable Set<Object> admitted(
      List<SchemaProgram> schemas, ValueKind kind, StepBudget budget) {
    Set<Object> listed = null;
    for (SchemaProgram schema : schemas) {
      TypeRules plan = schema.plan(kind);
      budget.spend(1 + plan.scalars().length);
      if (plan.refuses()) {
        return Set.of();
      }
      for (ScalarRule rule : plan.scalars()) {
        Set<?> values = values(rule);
        if (values != null) {
          budget.spend(values.size());
          Set<Object> common = new HashSet<>(values);
          if (listed != null) {
            common.retainAll(listed);
          }
          listed = common;
        }
      }
    }
    return listed;
  }

  private static @Nullable Set<?> values(ScalarRule rule) {
    if (rule instanceof ScalarRules.Texts texts) {
      return texts.texts();
    }
    return rule instanceof ScalarRules.Numbers numbers ? numbers.numbers() : null;
  }

  /** How many values it knows. */
  int size() {
    return cases.values().stream().mapToInt(each -> 1 + each.listed.size()).sum();
  }

  /** The property whose value tells the branches apart. */
  String property() {
    return property;
  }

  /** The only branch that may admit an object with a value; null when none does. */
  @Nullable SchemaProgram branch(Scalar value, ValueKind kind, ValidationRun run)
      throws IOException {
    Case found = cases.get(kind);
    if (found == null || found.other != null) {
      return found == null ? null : found.other;
    }
    if (kind == ValueKind.STRING) {
      return found.listed.get(value.text());
    }
    Decimals.spend(value.digits(), run);
    BigDecimal number = Decimals.canonical(value.decimal());
    return found.listed.get(number);
  }
}
