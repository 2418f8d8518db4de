// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The evaluated properties or items of a container, for the keywords {@code unevaluatedProperties}
 * and {@code unevaluatedItems}. The specification calls this annotation collection.
 */
final class Evaluation {

  private final JsonNode container;
  private final ValidationRun run;

  /** Schemas that were added already. */
  private final Set<SchemaProgram> added = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<String> names = new HashSet<>();
  private final BitSet items = new BitSet();

  Evaluation(JsonNode container, ValidationRun run) {
    this.container = container;
    this.run = run;
  }

  /** Adds the properties or items that a schema evaluates, if the container conforms to it. */
  void addIfAdmitted(SchemaProgram schema) {
    if (!added.contains(schema) && isAdmitted(schema)) {
      add(schema);
    }
  }

  /** Whether the container conforms to a schema. */
  boolean isAdmitted(SchemaProgram schema) {
    return schema.admits(container, run);
  }

  /** Adds the properties or items that a schema evaluates. The container conforms to it. */
  void add(SchemaProgram schema) {
    if (!added.add(schema)) {
      return;
    }
    run.spend(1 + container.size());
    TypeRules typeRules = schema.rules(ValueKind.of(container));
    for (ObjectRules rules : typeRules.objects()) {
      run.spend(container.size());
      for (var field : JsonObjects.properties(container)) {
        if (rules.schemas(field.getKey(), run).length > 0) {
          names.add(field.getKey());
        }
      }
    }
    for (ArrayRules rules : typeRules.arrays()) {
      run.spend(container.size());
      for (int i = 0; i < container.size(); i++) {
        if (rules.evaluates(i, container.get(i), run)) {
          items.set(i);
        }
      }
    }
    for (ApplicatorKeyword applicator : typeRules.applicators()) {
      applicator.evaluate(container, this);
    }
  }

  /** Adds all properties and items. */
  void addAll() {
    container.fieldNames().forEachRemaining(names::add);
    items.set(0, container.size());
  }

  /** The unevaluated properties that do not conform to a schema. */
  List<String> refusedNames(SchemaProgram schema) {
    List<String> refused = new ArrayList<>();
    for (var field : JsonObjects.properties(container)) {
      if (!names.contains(field.getKey()) && !schema.admits(field.getValue(), run)) {
        refused.add(field.getKey());
      }
    }
    return refused;
  }

  /** Whether all unevaluated properties or items conform to a schema. */
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
