// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schema of Connect for one Avro schema. One object converts one schema, and is not
 * thread-safe.
 */
final class ConnectSchemas {

  private final AvroOptions options;

  /** The records that are being converted, for cycles. */
  private final Deque<String> open = new ArrayDeque<>();

  private ConnectSchemas(AvroOptions options) {
    this.options = options;
  }

  /**
   * Converts a schema.
   *
   * @throws DataException if Connect has none like it, as for types that contain themselves
   */
  static org.apache.kafka.connect.data.Schema of(Schema avro, AvroOptions options) {
    return new ConnectSchemas(options).convert(avro, false, null);
  }

  /**
   * Converts a schema.
   *
   * @param initial the default of the field that has the schema
   */
  private org.apache.kafka.connect.data.Schema convert(
      Schema avro, boolean isOptional, @Nullable Object initial) {
    if (avro.getType() == Schema.Type.UNION) {
      return union(avro, initial);
    }
    SchemaBuilder builder =
        switch (avro.getType()) {
          case INT -> integer(avro);
          case LONG ->
              isLogical(avro, "timestamp-millis") ? Timestamp.builder() : SchemaBuilder.int64();
          case FLOAT -> SchemaBuilder.float32();
          case DOUBLE -> SchemaBuilder.float64();
          case BOOLEAN -> SchemaBuilder.bool();
          case STRING -> SchemaBuilder.string();
          case ENUM -> enumeration(avro);
          case BYTES, FIXED -> bytes(avro);
          case ARRAY -> array(avro);
          case MAP ->
              SchemaBuilder.map(
                  org.apache.kafka.connect.data.Schema.STRING_SCHEMA,
                  convert(avro.getValueType(), false, null));
          case RECORD -> record(avro);
          default ->
              throw new DataException("Connect has no type for Avro's " + avro.getType().getName());
        };
    addMetaData(avro, builder, initial);
    if (isOptional) {
      builder.optional();
    }
    return builder.build();
  }

  private static SchemaBuilder integer(Schema avro) {
    String type = avro.getProp(AvroNames.TYPE);
    if ("int8".equals(type)) {
      return SchemaBuilder.int8();
    }
    if ("int16".equals(type)) {
      return SchemaBuilder.int16();
    }
    return isLogical(avro, "date")
        ? Date.builder()
        : isLogical(avro, "time-millis") ? Time.builder() : SchemaBuilder.int32();
  }

  private SchemaBuilder enumeration(Schema avro) {
    SchemaBuilder builder = SchemaBuilder.string();
    String parameter = options.enumParameter();
    builder.parameter(parameter, avro.getFullName());
    List<String> symbols = avro.getEnumSymbols();
    for (int i = 0; i < symbols.size(); i++) {
      String symbol = symbols.get(i);
      builder.parameter(
          parameter + "." + symbol, options.isGeneralized() ? String.valueOf(i) : symbol);
    }
    if (options.hasMetaData()) {
      putParameter(builder, AvroNames.ENUM_DOC + avro.getFullName(), avro.getDoc());
      putParameter(builder, AvroNames.ENUM_DEFAULT + avro.getFullName(), avro.getEnumDefault());
    }
    return builder;
  }

  private static SchemaBuilder bytes(Schema avro) {
    boolean isFixed = avro.getType() == Schema.Type.FIXED;
    SchemaBuilder builder;
    if (isLogical(avro, "decimal")) {
      int scale = avro.getObjectProp("scale") instanceof Number number ? number.intValue() : 0;
      builder = Decimal.builder(scale);
      if (avro.getObjectProp("precision") instanceof Number number
          && number.intValue() != AvroNames.DEFAULT_PRECISION) {
        builder.parameter(AvroNames.PRECISION, number.toString());
      }
    } else {
      builder = SchemaBuilder.bytes();
      if (isFixed) {
        builder.name(avro.getFullName());
      }
    }
    return isFixed
        ? builder.parameter(AvroNames.FIXED_SIZE, String.valueOf(avro.getFixedSize()))
        : builder;
  }

  private SchemaBuilder array(Schema avro) {
    Schema items = avro.getElementType();
    if (isMapEntry(items)) {
      return SchemaBuilder.map(
          convert(items.getField("key").schema(), false, null),
          convert(items.getField("value").schema(), false, null));
    }
    return SchemaBuilder.array(convert(items, false, null));
  }

  /** Whether a record is an entry of a map whose keys are no strings. */
  static boolean isMapEntry(Schema avro) {
    return avro.getType() == Schema.Type.RECORD
        && avro.getFields().size() == 2
        && avro.getField("key") != null
        && avro.getField("value") != null
        && (avro.getFullName().equals(AvroNames.NAMESPACE + "." + AvroNames.MAP_ENTRY)
            || AvroNames.MAP_ENTRY.equals(avro.getProp(AvroNames.INTERNAL_TYPE)));
  }

  private SchemaBuilder record(Schema avro) {
    String fullName = avro.getFullName();
    if (open.contains(fullName)) {
      throw new DataException(
          "the record " + fullName + " contains itself; schemas of Connect have an end");
    }
    open.push(fullName);
    String given = avro.getProp(AvroNames.NAME);
    SchemaBuilder builder = SchemaBuilder.struct().name(given == null ? fullName : given);
    if (options.hasMetaData()) {
      putParameter(builder, AvroNames.RECORD_DOC, avro.getDoc());
    }
    for (Schema.Field field : avro.getFields()) {
      if (options.hasMetaData()) {
        putParameter(builder, AvroNames.FIELD_DOC + field.name(), field.doc());
      }
      builder.field(
          field.name(),
          convert(field.schema(), false, field.hasDefaultValue() ? field.defaultVal() : null));
    }
    open.pop();
    return builder;
  }

  private org.apache.kafka.connect.data.Schema union(Schema avro, @Nullable Object initial) {
    boolean isOptional = avro.isNullable();
    List<Schema> branches =
        avro.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    if (branches.size() == 1) {
      return convert(branches.get(0), isOptional, initial);
    }
    SchemaBuilder builder = SchemaBuilder.struct();
    if (options.isGeneralized()) {
      builder.name(AvroNames.GENERAL_UNION);
      builder.parameter(AvroNames.GENERAL_UNION_PARAMETER, AvroNames.GENERAL_UNION);
    } else {
      builder.name(AvroNames.UNION);
    }
    for (int i = 0; i < branches.size(); i++) {
      builder.field(branchName(branches.get(i), i), convert(branches.get(i), true, null));
    }
    return isOptional ? builder.optional().build() : builder.build();
  }

  private String branchName(Schema branch, int index) {
    if (options.isGeneralized()) {
      return AvroNames.GENERAL_UNION + "_field_" + index;
    }
    return options.isEnhanced() ? branch.getFullName() : branch.getName();
  }

  private void addMetaData(Schema avro, SchemaBuilder builder, @Nullable Object initial) {
    String doc = avro.getProp(AvroNames.DOC);
    if (doc != null) {
      builder.doc(doc);
    }
    if (avro.getObjectProp(AvroNames.VERSION) instanceof Number version
        && builder.version() == null) {
      builder.version(version.intValue());
    }
    if (avro.getObjectProp(AvroNames.PARAMETERS) instanceof Map<?, ?> parameters) {
      parameters.forEach((key, value) -> putParameter(builder, key.toString(), value));
    }
    String name = avro.getProp(AvroNames.NAME);
    if (name != null && builder.name() == null) {
      builder.name(name);
    }
    Object own = avro.getObjectProp(AvroNames.DEFAULT);
    if (own != null) {
      builder.defaultValue(DefaultValues.toConnect(builder, own));
    } else if (initial != null && initial != JsonProperties.NULL_VALUE) {
      putParameter(builder, AvroNames.FIELD_DEFAULT, "true");
      builder.defaultValue(DefaultValues.toConnect(builder, initial));
    }
  }

  private static void putParameter(SchemaBuilder builder, String key, @Nullable Object value) {
    if (value != null && (builder.parameters() == null || !builder.parameters().containsKey(key))) {
      builder.parameter(key, value.toString());
    }
  }

  private static boolean isLogical(Schema avro, String type) {
    return type.equals(avro.getProp("logicalType"));
  }
}
