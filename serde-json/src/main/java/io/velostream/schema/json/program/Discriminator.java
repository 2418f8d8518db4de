// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
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

  /**
   * Branches by values of one kind.
   *
   * @param listed those that list their values
   * @param other the one that does not; null when there is none
   */
  private record Case(Map<Object, SchemaProgram> listed, @Nullable SchemaProgram other) {}

  private final String property;
  private final Map<ValueKind, Case> cases;

  private Discriminator(String property, Map<ValueKind, Case> cases) {
    this.property = property;
    this.cases = cases;
  }

  /** What tells branches apart, whose plans have been made; null when no property does. */
  static @Nullable Discriminator of(List<SchemaProgram> branches) {
    for (ObjectRules rules : branches.get(0).plan(ValueKind.OBJECT).objects()) {
      for (String name : rules.requiredNames()) {
        Map<ValueKind, Case> cases = cases(branches, name);
        if (cases != null) {
          return new Discriminator(name, cases);
        }
      }
    }
    return null;
  }

  private static @Nullable Map<ValueKind, Case> cases(List<SchemaProgram> branches, String name) {
    Map<ValueKind, Case> cases = new HashMap<>();
    for (SchemaProgram branch : branches) {
      Plan plan = branch.plan(ValueKind.OBJECT);
      if (!plan.requires(name)) {
        return null;
      }
      List<SchemaProgram> schemas = plan.schemas(name);
      for (ValueKind kind : ValueKind.values()) {
        Set<Object> admitted = admitted(schemas, kind);
        if (admitted != null && admitted.isEmpty()) {
          continue;
        }
        Case known = cases.getOrDefault(kind, new Case(Map.of(), null));
        Case more = kind.isContainer() ? null : with(known, admitted, branch);
        if (more == null) {
          return null;
        }
        cases.put(kind, more);
      }
    }
    return Map.copyOf(cases);
  }

  /** The values of a kind that fit all of some schemas; null when they are not listed. */
  private static @Nullable Set<Object> admitted(List<SchemaProgram> schemas, ValueKind kind) {
    Set<Object> listed = null;
    for (SchemaProgram schema : schemas) {
      Plan plan = schema.plan(kind);
      if (plan.refuses()) {
        return Set.of();
      }
      for (ScalarRule rule : plan.scalars()) {
        Set<?> values = values(rule);
        if (values != null) {
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

  /** A case with one more branch; null when it shares a value with another one. */
  private static @Nullable Case with(
      Case known, @Nullable Set<Object> admitted, SchemaProgram branch) {
    if (known.other != null) {
      return null;
    }
    if (admitted == null) {
      return known.listed.isEmpty() ? new Case(Map.of(), branch) : null;
    }
    Map<Object, SchemaProgram> listed = new HashMap<>(known.listed);
    for (Object value : admitted) {
      if (listed.put(value, branch) != null) {
        return null;
      }
    }
    return new Case(Map.copyOf(listed), null);
  }

  /** The property whose value tells the branches apart. */
  String property() {
    return property;
  }

  /** The only branch that may admit an object with a value; null when none does. */
  @Nullable SchemaProgram branch(Scalar value, ValueKind kind) throws IOException {
    Case found = cases.get(kind);
    if (found == null || found.other != null) {
      return found == null ? null : found.other;
    }
    if (kind == ValueKind.STRING) {
      return found.listed.get(value.text());
    }
    BigDecimal number = ScalarRules.Numbers.canonical(value.decimal());
    return found.listed.get(number);
  }
}
