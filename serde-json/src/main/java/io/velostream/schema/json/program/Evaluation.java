// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Which properties or items of a container schemas have looked at: what the specification calls
 * their annotations, for the keywords {@code unevaluatedProperties} and {@code unevaluatedItems}.
 */
final class Evaluation {

  private final JsonNode container;
  private final ValidationRun run;

  /** Schemas whose look has been added: what they look at is the same each time. */
  private final Set<SchemaProgram> added = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<String> names = new HashSet<>();
  private final BitSet items = new BitSet();

  Evaluation(JsonNode container, ValidationRun run) {
    this.container = container;
    this.run = run;
  }

  /** Adds what a schema looks at, if it admits the container; else it looks at nothing. */
  void addIfAdmitted(SchemaProgram schema) {
    if (!added.contains(schema) && isAdmitted(schema)) {
      add(schema);
    }
  }

  /** Whether a schema admits the container. */
  boolean isAdmitted(SchemaProgram schema) {
    return schema.admits(container, run);
  }

  /** Adds what a schema looks at that admits the container. */
  void add(SchemaProgram schema) {
    if (!added.add(schema)) {
      return;
    }
    run.spend(1 + container.size());
    TypeRules plan = schema.plan(ValueKind.of(container));
    for (ObjectRules rules : plan.objects()) {
      run.spend(container.size());
      for (var field : JsonObjects.properties(container)) {
        if (rules.schemas(field.getKey(), run).length > 0) {
          names.add(field.getKey());
        }
      }
    }
    for (ArrayRules rules : plan.arrays()) {
      run.spend(container.size());
      for (int i = 0; i < container.size(); i++) {
        if (rules.evaluates(i, container.get(i), run)) {
          items.set(i);
        }
      }
    }
    for (ApplicatorKeyword choice : plan.choices()) {
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
    for (var field : JsonObjects.properties(container)) {
      if (!names.contains(field.getKey()) && !schema.admits(field.getValue(), run)) {
        return false;
      }
    }
    if (container.isArray()) {
      for (int i = 0; i < container.size(); i++) {
        if (!items.get(i) && !schema.admits(container.get(i), run)) {
          return false;
        }
      }
    }
    return true;
  }
}
