// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.subjects;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** Makes schemas of every kind from a seed: the same seed, the same schema. */
final class RandomSchemas {
  private static final String[] NAMESPACES = {"a", "a.b", "a.b.c", "z", ""};
  private static final String[] WORDS = {"Leaf", "Node", "record", "Tree", "fixed", "Ring", "Root"};
  private static final int DEEPEST = 5;

  private final Random random;
  private final List<Schema> named = new ArrayList<>();
  private final Set<String> taken = new LinkedHashSet<>();

  private RandomSchemas(long seed) {
    random = new Random(seed);
  }

  static Schema from(long seed) {
    return new RandomSchemas(seed).any(0);
  }

  private Schema any(int depth) {
    int kinds = depth >= DEEPEST ? 4 : 12;
    return switch (random.nextInt(kinds)) {
      case 0 -> primitive();
      case 1 -> known();
      case 2 -> fixed();
      case 3 -> enumeration();
      case 4 -> Schema.createArray(any(depth + 1));
      case 5 -> Schema.createMap(any(depth + 1));
      case 6, 7 -> union(depth);
      default -> record(depth);
    };
  }

  private Schema known() {
    return named.isEmpty() ? primitive() : named.get(random.nextInt(named.size()));
  }

  private Schema primitive() {
    return switch (random.nextInt(6)) {
      case 0 -> Schema.create(Schema.Type.STRING);
      case 1 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
      case 2 -> LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
      case 3 -> decorated(Schema.create(Schema.Type.DOUBLE));
      case 4 -> Schema.create(Schema.Type.BOOLEAN);
      default -> Schema.create(Schema.Type.NULL);
    };
  }

  private Schema decorated(Schema schema) {
    if (random.nextBoolean()) {
      schema.addProp("unit", "metre");
      schema.addProp("limits", List.of(1, 2.5, "three"));
    }
    return schema;
  }

  private Schema union(int depth) {
    List<Schema> branches = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      Schema branch = any(depth + 1);
      if (!branch.isUnion() && names.add(branch.getFullName())) {
        branches.add(branch);
      }
    }
    return Schema.createUnion(branches);
  }

  private Schema fixed() {
    Schema fixed =
        Schema.createFixed(freshName(NAMESPACES.length), doc(), null, 1 + random.nextInt(16));
    return known(decorated(fixed));
  }

  private Schema enumeration() {
    Schema enumeration =
        Schema.createEnum(
            freshName(NAMESPACES.length), doc(), null, List.of("ONE", "TWO"), fallback());
    enumeration.addAlias("Former");
    return known(decorated(enumeration));
  }

  private String fallback() {
    return random.nextBoolean() ? "TWO" : null;
  }

  private Schema record(int depth) {
    Schema record =
        Schema.createRecord(freshName(NAMESPACES.length - 1), doc(), null, random.nextInt(10) == 0);
    known(decorated(record));
    record.addAlias("other.place.Alias");
    List<Field> fields = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      fields.add(field("f" + i, depth));
    }
    record.setFields(fields);
    return record;
  }

  private Field field(String name, int depth) {
    Field field =
        switch (random.nextInt(5)) {
          case 0 -> new Field(name, Schema.create(Schema.Type.INT), doc(), 7, Field.Order.IGNORE);
          case 1 -> new Field(name, nullable(depth), doc(), Field.NULL_DEFAULT_VALUE);
          case 2 -> new Field(name, Schema.createArray(any(depth + 1)), doc(), List.of());
          default -> new Field(name, any(depth + 1), doc());
        };
    if (random.nextBoolean()) {
      field.addAlias("former_" + name);
      field.addProp("namespace", "not.a.namespace");
      field.addProp("items", "a.Leaf0");
    }
    return field;
  }

  private Schema nullable(int depth) {
    Schema other = any(depth + 1);
    Schema none = Schema.create(Schema.Type.NULL);
    return other.isNullable() || other.isUnion()
        ? Schema.createUnion(none)
        : Schema.createUnion(none, other);
  }

  private Schema known(Schema schema) {
    named.add(schema);
    return schema;
  }

  private String doc() {
    return random.nextInt(3) == 0 ? "Says \"what\" it is: \u00e4\n" : null;
  }

  /**
   * A name not taken yet. Those without a namespace are no namesakes of any other, and no records,
   * because Avro cannot parse a use of an unfinished one within a namespace.
   */
  private String freshName(int namespaces) {
    String namespace = NAMESPACES[random.nextInt(namespaces)];
    String word = WORDS[random.nextInt(WORDS.length)];
    String name = namespace.isEmpty() ? "No" + word : namespace + "." + word;
    for (int i = 0; !taken.add(name); i++) {
      name = name.replaceAll("\\d+$", "") + i;
    }
    return name;
  }
}
