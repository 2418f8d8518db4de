// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Which properties or items of a container schemas have looked at: what the specification calls
 * their annotations, for the keywords {@code unevaluatedProperties} and {@code unevaluatedItems}.
 */
final class Evaluation {

  private final JsonNode container;
  private final Set<String> names = new HashSet<>();
  private final BitSet items = new BitSet();

  Evaluation(JsonNode container) {
    this.container = container;
  }

  /** Adds what a schema looks at, if it admits the container; else it looks at nothing. */
  void addIfAdmitted(SchemaProgram schema) {
    if (schema.admits(container)) {
      add(schema);
    }
  }

  /** Adds what a schema looks at that admits the container. */
  void add(SchemaProgram schema) {
    Plan plan = schema.plan(ValueKind.of(container));
    for (ObjectRules rules : plan.objects()) {
      for (var field : container.properties()) {
        if (rules.schemas(field.getKey()).length > 0) {
          names.add(field.getKey());
        }
      }
    }
    for (ArrayRules rules : plan.arrays()) {
      for (int i = 0; i < container.size(); i++) {
        if (rules.evaluates(i, container.get(i))) {
          items.set(i);
        }
      }
    }
    for (Choice choice : plan.choices()) {
      choice.evaluate(container, this);
    }
  }

  /** Adds all that there is. */
  void addAll() {
    container.fieldNames().forEachRemaining(names::add);
    items.set(0, container.size());
  }

  /** Whether a schema admits all that was not added. */
  boolean admitsRest(SchemaProgram schema) {
    for (var field : container.properties()) {
      if (!names.contains(field.getKey()) && !schema.admits(field.getValue())) {
        return false;
      }
    }
    if (container.isArray()) {
      for (int i = 0; i < container.size(); i++) {
        if (!items.get(i) && !schema.admits(container.get(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
