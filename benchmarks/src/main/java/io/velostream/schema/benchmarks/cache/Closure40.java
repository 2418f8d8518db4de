// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.cache;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.ArrayList;
import java.util.List;

/** A root in a registry that leads to 40 schemas: four levels of 10, each referring to the next. */
public final class Closure40 {

  private static final int[] LEVELS = {10, 10, 10, 10};

  private Closure40() {}

  /** Registers the closure and gives the id of its root. */
  public static int register(EmbeddedSchemaRegistry registry) {
    List<String> below = List.of();
    for (int level = 0; level < LEVELS.length; level++) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < LEVELS[level]; i++) {
        String name = "L" + level + "N" + i;
        List<String> targets = below.isEmpty() ? List.of() : List.of(below.get(i % below.size()));
        registry.register(name, record(name, targets), references(targets));
        names.add(name);
      }
      below = names;
    }
    return registry.register("root", record("Root", below), references(below));
  }

  private static SchemaReference[] references(List<String> targets) {
    return targets.stream()
        .map(target -> new SchemaReference(target, target, 1))
        .toArray(SchemaReference[]::new);
  }

  private static String record(String name, List<String> targets) {
    StringBuilder fields = new StringBuilder("{\"name\":\"id\",\"type\":\"long\"}");
    for (String target : targets) {
      fields.append(",{\"name\":\"").append(target).append("\",\"type\":\"").append(target);
      fields.append("\"}");
    }
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
  }
}
