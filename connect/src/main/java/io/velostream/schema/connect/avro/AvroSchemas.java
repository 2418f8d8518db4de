// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.connect.data.SumTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The records of structs without a name, by their fields. */
  private final Map<List<Field>, Schema> unnamed = new HashMap<>();

  /** The records of maps without a name, by the schemas of keys and values. */
  private final Map<List<org.apache.kafka.connect.data.Schema>, Schema> entries = new HashMap<>();

  private int unnamedCount;

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
      addScale(schema, avro);
      addMetaData(schema, avro);
      addLogicalType(schema, avro);
      addOwnProperties(schema, avro);
    }
    return avro;
  }

  /** The record that a struct of this name has; two different structs cannot share one. */
  private @Nullable Schema known(org.apache.kafka.connect.data.Schema schema) {
    if (schema.type() != org.apache.kafka.connect.data.Schema.Type.STRUCT
        || AvroNames.isUnion(schema)) {
      return null;
    }
    if (schema.name() == null) {
      return unnamed.get(schema.fields());
    }
    String name = options.name(schema.name());
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

  /** The name of a record or fixed; those without one are counted. */
  private String defaultName() {
    unnamedCount++;
    return AvroNames.NAMESPACE
        + "."
        + AvroNames.DEFAULT_RECORD
        + (unnamedCount == 1 ? "" : String.valueOf(unnamedCount));
  }

  private Schema string(org.apache.kafka.connect.data.Schema schema) {
    String parameter = options.enumParameter();
    String name = SumTypes.parameter(schema, parameter);
    if (name == null || !(options.isEnhanced() || options.isGeneralized())) {
      return Schema.create(Schema.Type.STRING);
    }
    List<String> symbols =
        schema.parameters().keySet().stream()
            .filter(key -> key.startsWith(parameter + "."))
            .map(key -> key.substring(parameter.length() + 1))
            .toList();
    String fullName = name.isEmpty() ? defaultName() : options.name(name);
    Schema known = records.get(fullName);
    if (known != null) {
      return known;
    }
    String simpleName = fullName.substring(fullName.lastIndexOf('.') + 1);
    Schema made =
        Schema.createEnum(
            fullName,
            SumTypes.parameter(schema, AvroNames.ENUM_DOC + simpleName),
            null,
            symbols,
            SumTypes.parameter(schema, AvroNames.ENUM_DEFAULT + simpleName));
    records.put(fullName, made);
    return made;
  }

  private Schema bytes(org.apache.kafka.connect.data.Schema schema) {
    String size = SumTypes.parameter(schema, AvroNames.FIXED_SIZE);
    if (size == null || schema.name() == null) {
      return Schema.create(Schema.Type.BYTES);
    }
    String name = options.name(schema.name());
    Schema known = records.get(name);
    if (known != null
        && known.getFixedSize() != Integer.parseInt(size)
        && Decimal.LOGICAL_NAME.equals(schema.name())) {
      name = AvroNames.DECIMAL_FIXED + size;
    }
    return records.computeIfAbsent(
        name, each -> Schema.createFixed(each, null, null, Integer.parseInt(size)));
  }

  private Schema map(org.apache.kafka.connect.data.Schema schema) {
    org.apache.kafka.connect.data.Schema keys = schema.keySchema();
    if (options.isMap(schema)) {
      return Schema.createMap(convert(schema.valueSchema()));
    }
    List<org.apache.kafka.connect.data.Schema> types = List.of(keys, schema.valueSchema());
    Schema known = schema.name() == null ? entries.get(types) : null;
    return Schema.createArray(known == null ? entry(schema, types) : known);
  }

  private Schema entry(
      org.apache.kafka.connect.data.Schema schema,
      List<org.apache.kafka.connect.data.Schema> types) {
    String name =
        schema.name() == null
            ? AvroNames.NAMESPACE
                + "."
                + AvroNames.MAP_ENTRY
                + (entries.isEmpty() ? "" : String.valueOf(entries.size() + 1))
            : options.name(schema.name());
    Schema entry = Schema.createRecord(name, null, null, false);
    if (schema.name() != null || !entries.isEmpty()) {
      entry.addProp(AvroNames.INTERNAL_TYPE, AvroNames.MAP_ENTRY);
    }
    if (schema.name() == null) {
      entries.put(types, entry);
    }
    entry.setFields(List.of(field("key", types.get(0), null), field("value", types.get(1), null)));
    return entry;
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
    String name = schema.name() == null ? defaultName() : options.name(schema.name());
    Schema record =
        Schema.createRecord(name, SumTypes.parameter(schema, AvroNames.RECORD_DOC), null, false);
    if (schema.name() == null) {
      unnamed.put(schema.fields(), record);
    } else {
      records.put(name, record);
      sources.put(name, schema);
    }
    List<Schema.Field> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      fields.add(
          field(
              options.name(field.name()),
              field.schema(),
              SumTypes.parameter(schema, AvroNames.FIELD_DOC + field.name())));
    }
    record.setFields(fields);
    return record;
  }

  private Schema.Field field(
      String name, org.apache.kafka.connect.data.Schema schema, @Nullable String doc) {
    Object initial =
        schema.defaultValue() != null
            ? DefaultValues.ofConnect(options, schema, schema.defaultValue())
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
      Map<String, String> parameters = new LinkedHashMap<>(schema.parameters());
      parameters.keySet().removeIf(key -> key.equals(AvroNames.FIELD_DEFAULT));
      if (!parameters.isEmpty()) {
        addProperty(avro, AvroNames.PARAMETERS, parameters);
      }
    }
    if (schema.defaultValue() != null
        && SumTypes.parameter(schema, AvroNames.FIELD_DEFAULT) == null) {
      addProperty(
          avro, AvroNames.DEFAULT, DefaultValues.ofConnect(options, schema, schema.defaultValue()));
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
      case Decimal.LOGICAL_NAME -> addDecimal(avro);
      case Date.LOGICAL_NAME -> LogicalTypes.date().addToSchema(avro);
      case Time.LOGICAL_NAME -> LogicalTypes.timeMillis().addToSchema(avro);
      case Timestamp.LOGICAL_NAME -> LogicalTypes.timestampMillis().addToSchema(avro);
      default -> {
        // The name is in the meta data.
      }
    }
  }

  /** Avro's library has no such type for some scales, but readers of the properties know it. */
  private static void addScale(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (!Decimal.LOGICAL_NAME.equals(schema.name())) {
      return;
    }
    String precision = SumTypes.parameter(schema, AvroNames.PRECISION);
    String scale = SumTypes.parameter(schema, Decimal.SCALE_FIELD);
    addProperty(avro, "scale", scale == null ? 0 : Integer.parseInt(scale));
    addProperty(
        avro,
        "precision",
        precision == null ? AvroNames.DEFAULT_PRECISION : Integer.parseInt(precision));
  }

  private static void addDecimal(Schema avro) {
    int scale = (Integer) avro.getObjectProp("scale");
    int precision = (Integer) avro.getObjectProp("precision");
    if (scale >= 0 && scale <= precision) {
      LogicalTypes.decimal(precision, scale).addToSchema(avro);
    } else {
      addProperty(avro, "logicalType", "decimal");
    }
  }

  private static void addOwnProperties(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (schema.parameters() != null) {
      schema
          .parameters()
          .forEach(
              (key, value) -> {
                if (key.startsWith(AvroNames.OWN)) {
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
