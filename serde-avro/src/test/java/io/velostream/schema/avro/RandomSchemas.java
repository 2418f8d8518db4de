// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Draws schemas, and what may become of them as time goes by. */
public final class RandomSchemas {

  /** Avro 1.11 converts none, but finds the logical type. */
  private static final boolean KNOWS_FIXED_UUIDS =
      AvroVersion.has("org.apache.avro.LogicalTypes$TimestampNanos");

  private static final int DEPTH = 4;
  private static final String REQUIRED = "required";

  private final Random random;
  private final List<Schema> enclosing = new ArrayList<>();
  private final List<Schema> finished = new ArrayList<>();
  private int names;

  public RandomSchemas(Random random) {
    this.random = random;
  }

  /** A schema, most often a record. */
  public Schema any() {
    if (random.nextInt(20) == 0) {
      return ring();
    }
    return random.nextInt(10) == 0 ? type(DEPTH) : record(DEPTH);
  }

  /** Two records that hold each other, and one that holds both, each perhaps among other things. */
  private Schema ring() {
    Schema node = Schema.createRecord(name(), null, namespace(), false);
    Schema link = Schema.createRecord(name(), null, namespace(), false);
    setFields(node, optional(link));
    setFields(link, Schema.createUnion(Schema.create(Schema.Type.NULL), node));
    Schema both = Schema.createRecord(name(), null, namespace(), false);
    setFields(both, Schema.createUnion(Schema.create(Schema.Type.NULL), node), optional(link));
    return both;
  }

  private void setFields(Schema record, Schema... types) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema type : types) {
      fields.add(new Schema.Field("r" + fields.size(), type, null, null));
    }
    fields.add(new Schema.Field("other", type(1), null, null));
    record.setFields(fields);
  }

  private Schema record(int depth) {
    Schema record = Schema.createRecord(name(), null, namespace(), false);
    enclosing.add(record);
    List<Schema.Field> fields = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      fields.add(new Schema.Field("f" + i, type(depth - 1), null, null));
    }
    enclosing.remove(enclosing.size() - 1);
    record.setFields(fields);
    finished.add(record);
    return record;
  }

  private String namespace() {
    return random.nextInt(4) == 0 ? "other" : "random";
  }

  private String name() {
    return "N" + names++;
  }

  private Schema type(int depth) {
    return switch (random.nextInt(depth <= 0 ? 16 : 24)) {
      case 0 -> Schema.create(Schema.Type.BOOLEAN);
      case 1, 2 -> Schema.create(Schema.Type.INT);
      case 3, 4 -> Schema.create(Schema.Type.LONG);
      case 5 -> Schema.create(Schema.Type.FLOAT);
      case 6 -> Schema.create(Schema.Type.DOUBLE);
      case 7, 8, 9 -> string();
      case 10 -> Schema.create(Schema.Type.BYTES);
      case 11 -> random.nextBoolean() ? Schema.create(Schema.Type.NULL) : string();
      case 12 -> enumeration();
      case 13 -> Schema.createFixed(name(), null, "random", random.nextInt(5));
      case 14, 15 -> logical();
      case 16, 17 -> record(depth);
      case 18, 19 -> Schema.createArray(type(depth - 1));
      case 20 -> map(type(depth - 1));
      case 21 -> random.nextBoolean() ? recursive(depth) : again(depth);
      default -> union(depth);
    };
  }

  private Schema string() {
    Schema string = Schema.create(Schema.Type.STRING);
    if (random.nextInt(3) == 0) {
      GenericData.setStringType(string, GenericData.StringType.String);
    }
    return string;
  }

  private Schema map(Schema values) {
    Schema map = Schema.createMap(values);
    if (random.nextInt(3) == 0) {
      GenericData.setStringType(map, GenericData.StringType.String);
    }
    return map;
  }

  private Schema enumeration() {
    return Schema.createEnum(
        name(), null, "random", List.of("A", "B", "C").subList(0, 1 + random.nextInt(3)));
  }

  private Schema logical() {
    return switch (random.nextInt(15)) {
      case 0 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
      case 1 -> LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
      case 2 -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case 3 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
      case 4 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case 5 -> newer("'long','logicalType':'timestamp-nanos'");
      case 6 -> LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
      case 7 -> LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case 8 -> newer("'long','logicalType':'local-timestamp-nanos'");
      case 9 -> LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
      case 10 ->
          LogicalTypes.decimal(9, 2).addToSchema(Schema.createFixed(name(), null, "random", 5));
      case 11 -> newer("'bytes','logicalType':'big-decimal'");
      case 12 -> KNOWS_FIXED_UUIDS ? newerFixed(16, "uuid") : uuid();
      case 13 -> newerFixed(12, "duration");
      default -> uuid();
    };
  }

  private static Schema uuid() {
    return LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
  }

  private Schema newerFixed(int size, String logicalType) {
    return newer(
        "'fixed','name':'%s','namespace':'random','size':%d,'logicalType':'%s'"
            .formatted(name(), size, logicalType));
  }

  /** By its text, as older versions of Avro have no class for it, and take it for a plain type. */
  private static Schema newer(String type) {
    return Codecs.schema("{'type':" + type + "}");
  }

  private Schema recursive(int depth) {
    if (enclosing.isEmpty()) {
      return type(depth - 1);
    }
    Schema outer = enclosing.get(random.nextInt(enclosing.size()));
    return switch (random.nextInt(3)) {
      case 0 -> Schema.createArray(outer);
      case 1 -> Schema.createMap(outer);
      default -> Schema.createUnion(Schema.create(Schema.Type.NULL), outer);
    };
  }

  /** A record that was drawn elsewhere; it may hold one that is being drawn. */
  private Schema again(int depth) {
    return finished.isEmpty()
        ? type(depth - 1)
        : optional(finished.get(random.nextInt(finished.size())));
  }

  private Schema optional(Schema record) {
    return random.nextBoolean()
        ? record
        : Schema.createUnion(Schema.create(Schema.Type.NULL), record);
  }

  private Schema union(int depth) {
    Map<String, Schema> branches = new HashMap<>();
    if (random.nextInt(3) > 0) {
      branches.put("null", Schema.create(Schema.Type.NULL));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      Schema branch = type(depth - 1);
      if (branch.getType() != Schema.Type.UNION) {
        branches.putIfAbsent(branch.getFullName(), branch);
      }
    }
    if (branches.isEmpty()) {
      return Schema.create(Schema.Type.NULL);
    }
    List<Schema> shuffled = new ArrayList<>(branches.values());
    Collections.shuffle(shuffled, random);
    return Schema.createUnion(shuffled);
  }

  /** What a schema may have become: often, but not always, one that reads the same data. */
  public Schema evolved(Schema writer) {
    return evolved(writer, new HashMap<>());
  }

  private Schema evolved(Schema schema, Map<String, Schema> known) {
    if (known.containsKey(schema.getFullName())) {
      return known.get(schema.getFullName());
    }
    Schema evolved =
        switch (schema.getType()) {
          case RECORD -> evolvedRecord(schema, known);
          case ENUM -> evolvedEnum(schema, known);
          case FIXED -> evolvedFixed(schema, known);
          case ARRAY -> Schema.createArray(evolved(schema.getElementType(), known));
          case MAP -> map(evolved(schema.getValueType(), known));
          case UNION -> evolvedUnion(schema, known);
          default -> random.nextInt(6) == 0 ? wider(schema) : schema;
        };
    return evolved.getType() != Schema.Type.UNION && random.nextInt(12) == 0
        ? withNull(evolved)
        : evolved;
  }

  private Schema evolvedFixed(Schema schema, Map<String, Schema> known) {
    Schema evolved = schema;
    if (random.nextInt(8) == 0) {
      evolved = Schema.createFixed(newName(schema), null, schema.getNamespace(), fixedSize(schema));
      alias(evolved, schema);
    }
    known.put(schema.getFullName(), evolved);
    return evolved;
  }

  private int fixedSize(Schema schema) {
    return schema.getFixedSize() + (random.nextInt(6) == 0 ? 1 : 0);
  }

  /** Often the same name. Another one goes with an alias of the old name. */
  private String newName(Schema schema) {
    return random.nextInt(8) == 0 ? "Renamed" + schema.getName() : schema.getName();
  }

  private static void alias(Schema evolved, Schema schema) {
    if (!evolved.getFullName().equals(schema.getFullName())) {
      evolved.addAlias(schema.getName(), schema.getNamespace());
    }
  }

  private Schema withNull(Schema schema) {
    return schema.getType() == Schema.Type.NULL
        ? schema
        : Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }

  private Schema wider(Schema schema) {
    return switch (schema.getType()) {
      case INT ->
          switch (random.nextInt(3)) {
            case 0 -> Schema.create(Schema.Type.LONG);
            case 1 -> Schema.create(Schema.Type.FLOAT);
            default -> Schema.create(Schema.Type.DOUBLE);
          };
      case LONG -> Schema.create(random.nextBoolean() ? Schema.Type.FLOAT : Schema.Type.DOUBLE);
      case FLOAT -> Schema.create(Schema.Type.DOUBLE);
      case STRING -> Schema.create(Schema.Type.BYTES);
      case BYTES -> string();
      default -> random.nextInt(10) == 0 ? string() : schema;
    };
  }

  private Schema evolvedUnion(Schema union, Map<String, Schema> known) {
    List<Schema> branches = new ArrayList<>();
    for (Schema branch : union.getTypes()) {
      Schema evolved = random.nextInt(8) == 0 ? branch : evolved(branch, known);
      if (evolved.getType() != Schema.Type.UNION
          && branches.stream().noneMatch(b -> b.getFullName().equals(evolved.getFullName()))) {
        branches.add(evolved);
      }
    }
    if (branches.isEmpty()) {
      return union;
    }
    if (random.nextInt(4) == 0) {
      Collections.shuffle(branches, random);
    }
    return branches.size() == 1 && random.nextBoolean()
        ? branches.get(0)
        : Schema.createUnion(branches);
  }

  private Schema evolvedEnum(Schema schema, Map<String, Schema> known) {
    List<String> symbols = new ArrayList<>(schema.getEnumSymbols());
    switch (random.nextInt(4)) {
      case 0 -> symbols.add("D");
      case 1 -> Collections.shuffle(symbols, random);
      case 2 -> symbols.set(0, "E");
      default -> {}
    }
    String fallback = random.nextBoolean() ? symbols.get(0) : null;
    Schema evolved =
        Schema.createEnum(newName(schema), null, schema.getNamespace(), symbols, fallback);
    alias(evolved, schema);
    known.put(schema.getFullName(), evolved);
    return evolved;
  }

  private Schema evolvedRecord(Schema schema, Map<String, Schema> known) {
    Schema evolved = Schema.createRecord(newName(schema), null, schema.getNamespace(), false);
    alias(evolved, schema);
    known.put(schema.getFullName(), evolved);
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      if (random.nextInt(6) > 0) {
        fields.add(evolvedField(field, known));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.add(added("added" + i));
    }
    if (random.nextInt(20) == 0) {
      fields.add(new Schema.Field(REQUIRED, Schema.create(Schema.Type.INT), null, null));
    }
    if (!schema.getFields().isEmpty() && random.nextInt(60) == 0) {
      fields.add(ofSameOldName(schema.getFields().get(random.nextInt(schema.getFields().size()))));
    }
    if (random.nextInt(4) == 0) {
      Collections.shuffle(fields, random);
    }
    evolved.setFields(fields);
    return evolved;
  }

  private Schema.Field evolvedField(Schema.Field field, Map<String, Schema> known) {
    Schema schema = evolved(field.schema(), known);
    if (random.nextInt(8) > 0) {
      return new Schema.Field(field.name(), schema, null, null);
    }
    Schema.Field renamed = new Schema.Field("renamed_" + field.name(), schema, null, null);
    renamed.addAlias(field.name());
    return renamed;
  }

  /** Another field of an old name that may be there already, as a name or as an alias. */
  private static Schema.Field ofSameOldName(Schema.Field field) {
    Schema.Field again =
        new Schema.Field("again_" + field.name(), Schema.create(Schema.Type.INT), null, 1);
    again.addAlias(field.name());
    return again;
  }

  /** The same schema, but that nothing that was added lacks a default. */
  public static Schema withDefaults(Schema schema) {
    String field = "\"name\":\"" + REQUIRED + "\",\"type\":\"int\"";
    return new Schema.Parser().parse(schema.toString().replace(field, field + ",\"default\":0"));
  }

  private Schema.Field added(String name) {
    return switch (random.nextInt(11)) {
      case 0 -> new Schema.Field(name, Schema.create(Schema.Type.INT), null, 7);
      case 1 -> new Schema.Field(name, string(), null, "dé\u0141fault");
      case 2 -> new Schema.Field(name, Schema.createArray(string()), null, List.of("one", "two"));
      case 3 -> new Schema.Field(name, map(Schema.create(Schema.Type.LONG)), null, Map.of("k", 1L));
      case 4 ->
          new Schema.Field(
              name,
              withNull(Schema.create(Schema.Type.INT)),
              null,
              Schema.Field.NULL_DEFAULT_VALUE);
      case 5 -> new Schema.Field(name, enumeration(), null, "A");
      case 6 ->
          new Schema.Field(
              name, LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)), null, 3);
      case 7 -> new Schema.Field(name, nested(), null, Map.of("n", 5L, "s", List.of("x")));
      case 8 -> new Schema.Field(name, Schema.create(Schema.Type.BYTES), null, "\u00ff\u0001");
      case 9 ->
          new Schema.Field(
              name, Schema.createFixed(name(), null, "random", 2), null, "\u00ff\u0001");
      default -> new Schema.Field(name, Schema.create(Schema.Type.DOUBLE), null, 0.5);
    };
  }

  private Schema nested() {
    return Schema.createRecord(
        name(),
        null,
        "random",
        false,
        List.of(
            new Schema.Field("n", Schema.create(Schema.Type.LONG), null, null),
            new Schema.Field("s", Schema.createArray(string()), null, null)));
  }
}
