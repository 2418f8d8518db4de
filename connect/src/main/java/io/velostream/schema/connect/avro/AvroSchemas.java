// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Avro schema of one schema of Connect. One object converts one schema, and is not
 * thread-safe.
 */
final class AvroSchemas {

  private final AvroOptions options;

  /** The records that are named so far, and what they were made of. */
  private final Map<String, Schema> records = new HashMap<>();

  private final Map<String, org.apache.kafka.connect.data.Schema> sources = new HashMap<>();

  private AvroSchemas(AvroOptions options) {
    this.options = options;
  }

  /**
   * Converts a schema.
   *
   * @throws DataException if Avro has none like it
   */
  static Schema of(org.apache.kafka.connect.data.Schema schema, AvroOptions options) {
    return new AvroSchemas(options).convert(schema);
  }

  private Schema convert(org.apache.kafka.connect.data.Schema schema) {
    Schema present = present(schema);
    if (!schema.isOptional() || present.isUnion()) {
      return present;
    }
    Schema none = Schema.create(Schema.Type.NULL);
    return schema.defaultValue() == null
        ? Schema.createUnion(none, present)
        : Schema.createUnion(present, none);
  }

  /** Converts a schema as if it were not optional. */
  private Schema present(org.apache.kafka.connect.data.Schema schema) {
    Schema known = known(schema);
    if (known != null) {
      return known;
    }
    Schema avro =
        switch (schema.type()) {
          case INT8, INT16, INT32 -> Schema.create(Schema.Type.INT);
          case INT64 -> Schema.create(Schema.Type.LONG);
          case FLOAT32 -> Schema.create(Schema.Type.FLOAT);
          case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
          case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
          case STRING -> string(schema);
          case BYTES -> bytes(schema);
          case ARRAY -> Schema.createArray(convert(schema.valueSchema()));
          case MAP -> map(schema);
          case STRUCT -> AvroNames.isUnion(schema) ? union(schema) : record(schema);
        };
    if (!avro.isUnion()) {
      addMetaData(schema, avro);
      addLogicalType(schema, avro);
      addOwnProperties(schema, avro);
    }
    return avro;
  }

  /** The record of the same name; two different structs cannot have one. */
  private @Nullable Schema known(org.apache.kafka.connect.data.Schema schema) {
    if (schema.type() != org.apache.kafka.connect.data.Schema.Type.STRUCT
        || AvroNames.isUnion(schema)) {
      return null;
    }
    String name = recordName(schema);
    org.apache.kafka.connect.data.Schema source = sources.get(name);
    if (source == null) {
      return null;
    }
    if (!source.fields().equals(schema.fields())) {
      throw new DataException(
          "two structs with different fields have the name " + name + "; Avro allows one");
    }
    return records.get(name);
  }

  private String recordName(org.apache.kafka.connect.data.Schema schema) {
    return schema.name() == null
        ? AvroNames.NAMESPACE + "." + AvroNames.DEFAULT_RECORD
        : options.name(schema.name());
  }

  private Schema string(org.apache.kafka.connect.data.Schema schema) {
    String parameter = options.enumParameter();
    String name = AvroNames.parameter(schema, parameter);
    if (name == null || !(options.isEnhanced() || options.isGeneralized())) {
      return Schema.create(Schema.Type.STRING);
    }
    List<String> symbols = new ArrayList<>();
    Map<Integer, String> numbered = new TreeMap<>();
    schema
        .parameters()
        .forEach(
            (key, value) -> {
              if (key.startsWith(parameter + ".")) {
                if (options.isGeneralized()) {
                  numbered.put(Integer.valueOf(value), key.substring(parameter.length() + 1));
                } else {
                  symbols.add(value);
                }
              }
            });
    symbols.addAll(numbered.values());
    Schema known = records.get(name);
    if (known != null) {
      return known;
    }
    String fullName = name.isEmpty() ? AvroNames.NAMESPACE + "." + "ConnectEnum" : name;
    Schema made =
        Schema.createEnum(
            options.name(fullName),
            AvroNames.parameter(schema, AvroNames.ENUM_DOC + name),
            null,
            symbols,
            AvroNames.parameter(schema, AvroNames.ENUM_DEFAULT + name));
    records.put(name, made);
    return made;
  }

  private Schema bytes(org.apache.kafka.connect.data.Schema schema) {
    String size = AvroNames.parameter(schema, AvroNames.FIXED_SIZE);
    if (size == null || schema.name() == null) {
      return Schema.create(Schema.Type.BYTES);
    }
    String name =
        Decimal.LOGICAL_NAME.equals(schema.name())
            ? AvroNames.NAMESPACE + ".ConnectDecimal" + size
            : options.name(schema.name());
    return records.computeIfAbsent(
        name, each -> Schema.createFixed(each, null, null, Integer.parseInt(size)));
  }

  private Schema map(org.apache.kafka.connect.data.Schema schema) {
    org.apache.kafka.connect.data.Schema keys = schema.keySchema();
    if (keys.type() == org.apache.kafka.connect.data.Schema.Type.STRING && !keys.isOptional()) {
      return Schema.createMap(convert(schema.valueSchema()));
    }
    Schema entry =
        Schema.createRecord(
            schema.name() == null
                ? AvroNames.NAMESPACE + "." + AvroNames.MAP_ENTRY
                : options.name(schema.name()),
            null,
            null,
            false);
    if (schema.name() != null) {
      entry.addProp(AvroNames.INTERNAL_TYPE, AvroNames.MAP_ENTRY);
    }
    entry.setFields(List.of(field("key", keys, null), field("value", schema.valueSchema(), null)));
    return Schema.createArray(entry);
  }

  private Schema union(org.apache.kafka.connect.data.Schema schema) {
    List<Schema> branches = new ArrayList<>();
    if (schema.isOptional()) {
      branches.add(Schema.create(Schema.Type.NULL));
    }
    schema.fields().forEach(field -> branches.add(present(field.schema())));
    return Schema.createUnion(branches);
  }

  private Schema record(org.apache.kafka.connect.data.Schema schema) {
    String name = recordName(schema);
    Schema record =
        Schema.createRecord(name, AvroNames.parameter(schema, AvroNames.RECORD_DOC), null, false);
    records.put(name, record);
    sources.put(name, schema);
    List<Schema.Field> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      fields.add(
          field(
              options.name(field.name()),
              field.schema(),
              AvroNames.parameter(schema, AvroNames.FIELD_DOC + field.name())));
    }
    record.setFields(fields);
    return record;
  }

  private Schema.Field field(
      String name, org.apache.kafka.connect.data.Schema schema, @Nullable String doc) {
    Object initial =
        schema.defaultValue() != null
            ? DefaultValues.ofConnect(schema, schema.defaultValue())
            : schema.isOptional() ? JsonProperties.NULL_VALUE : null;
    return new Schema.Field(name, convert(schema), doc, initial);
  }

  private void addMetaData(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (!options.hasMetaData()) {
      return;
    }
    addProperty(avro, AvroNames.DOC, schema.doc());
    addProperty(avro, AvroNames.VERSION, schema.version());
    if (schema.parameters() != null) {
      Map<String, String> parameters = new TreeMap<>(schema.parameters());
      parameters.keySet().removeIf(key -> key.equals(AvroNames.FIELD_DEFAULT));
      if (!parameters.isEmpty()) {
        addProperty(avro, AvroNames.PARAMETERS, parameters);
      }
    }
    if (schema.defaultValue() != null
        && AvroNames.parameter(schema, AvroNames.FIELD_DEFAULT) == null) {
      addProperty(avro, AvroNames.DEFAULT, DefaultValues.ofConnect(schema, schema.defaultValue()));
    }
    addProperty(avro, AvroNames.NAME, schema.name());
    switch (schema.type()) {
      case INT8 -> addProperty(avro, AvroNames.TYPE, "int8");
      case INT16 -> addProperty(avro, AvroNames.TYPE, "int16");
      default -> {
        // Avro has the type itself.
      }
    }
  }

  private static void addLogicalType(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (schema.name() == null) {
      return;
    }
    switch (schema.name()) {
      case Decimal.LOGICAL_NAME -> addDecimal(schema, avro);
      case Date.LOGICAL_NAME -> LogicalTypes.date().addToSchema(avro);
      case Time.LOGICAL_NAME -> LogicalTypes.timeMillis().addToSchema(avro);
      case Timestamp.LOGICAL_NAME -> LogicalTypes.timestampMillis().addToSchema(avro);
      default -> {
        // The name is in the meta data.
      }
    }
  }

  private static void addDecimal(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    String precision = AvroNames.parameter(schema, AvroNames.PRECISION);
    String scale = AvroNames.parameter(schema, Decimal.SCALE_FIELD);
    int digits = precision == null ? AvroNames.DEFAULT_PRECISION : Integer.parseInt(precision);
    int decimals = scale == null ? 0 : Integer.parseInt(scale);
    if (decimals >= 0 && decimals <= digits) {
      LogicalTypes.decimal(digits, decimals).addToSchema(avro);
    } else { // no logical type in Avro's library, but readers of the properties know it
      avro.addProp("scale", decimals);
      avro.addProp("precision", digits);
      avro.addProp("logicalType", "decimal");
    }
  }

  private static void addOwnProperties(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (schema.parameters() != null) {
      schema
          .parameters()
          .forEach(
              (key, value) -> {
                if (key.startsWith("avro")) {
                  addProperty(avro, key, value);
                }
              });
    }
  }

  /** Properties of a type that stands twice are those of its first place. */
  private static void addProperty(Schema avro, String name, @Nullable Object value) {
    if (value != null && avro.getObjectProp(name) == null) {
      avro.addProp(name, value);
    }
  }
}
