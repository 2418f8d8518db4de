// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.connect.data.RecursiveSchema;
import io.velostream.schema.connect.data.SumTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
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

  /** The records that are being converted, each with the schemas that refer to it from within. */
  private final Map<String, List<RecursiveSchema>> open = new HashMap<>();

  private int unionCount;

  private ConnectSchemas(AvroOptions options) {
    this.options = options;
  }

  /**
   * Converts a schema.
   *
   * @throws DataException if Connect has none like it
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
    boolean isRecord = avro.getType() == Schema.Type.RECORD;
    if (isRecord) {
      List<RecursiveSchema> inner = open.get(avro.getFullName());
      if (inner != null) {
        RecursiveSchema recursive = new RecursiveSchema(structName(avro), isOptional);
        inner.add(recursive);
        return recursive;
      }
      open.put(avro.getFullName(), new ArrayList<>());
    }
    SchemaBuilder builder = builder(avro);
    addMetaData(avro, builder, initial);
    if (isOptional) {
      builder.optional();
    }
    org.apache.kafka.connect.data.Schema schema = builder.build();
    if (isRecord) {
      open.remove(avro.getFullName()).forEach(each -> each.complete(schema));
    }
    return schema;
  }

  private SchemaBuilder builder(Schema avro) {
    return switch (avro.getType()) {
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
    if (options.hasMetaData()) {
      SumTypes.putParameter(builder, AvroNames.ENUM_DOC + avro.getName(), avro.getDoc());
      SumTypes.putParameter(
          builder, AvroNames.ENUM_DEFAULT + avro.getName(), avro.getEnumDefault());
    }
    String parameter = options.enumParameter();
    builder.parameter(parameter, avro.getFullName());
    List<String> symbols = avro.getEnumSymbols();
    for (int i = 0; i < symbols.size(); i++) {
      String symbol = symbols.get(i);
      builder.parameter(
          parameter + "." + symbol, options.isGeneralized() ? String.valueOf(i) : symbol);
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

  private static String structName(Schema avro) {
    String given = avro.getProp(AvroNames.NAME);
    return given == null ? avro.getFullName() : given;
  }

  private SchemaBuilder record(Schema avro) {
    SchemaBuilder builder = SchemaBuilder.struct().name(structName(avro));
    if (options.hasMetaData()) {
      SumTypes.putParameter(builder, AvroNames.RECORD_DOC, avro.getDoc());
    }
    for (Schema.Field field : avro.getFields()) {
      if (options.hasMetaData()) {
        SumTypes.putParameter(builder, AvroNames.FIELD_DOC + field.name(), field.doc());
      }
      builder.field(
          field.name(),
          convert(field.schema(), false, field.hasDefaultValue() ? field.defaultVal() : null));
    }
    return builder;
  }

  /** The default of a type or null is not that of the field in Connect. */
  private org.apache.kafka.connect.data.Schema union(Schema avro, @Nullable Object initial) {
    boolean isOptional = avro.isNullable();
    List<Schema> branches =
        avro.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    if (branches.size() == 1 && (isOptional || options.flattens())) {
      return convert(branches.get(0), isOptional, isOptional ? null : initial);
    }
    SchemaBuilder builder =
        options.isGeneralized()
            ? SumTypes.union(unionCount++)
            : SchemaBuilder.struct().name(AvroNames.UNION);
    for (int i = 0; i < branches.size(); i++) {
      String name = branchName(branches.get(i), i);
      if (builder.field(name) != null) {
        throw new DataException(
            "two branches of the union "
                + avro
                + " become the field "
                + name
                + "; "
                + ConverterKeys.ENHANCED_AVRO
                + "=true gives them their full names");
      }
      builder.field(name, convert(branches.get(i), true, null));
    }
    if (initial != null && options.hasMetaData()) {
      builder.parameter(AvroNames.FIELD_DEFAULT, "true");
    }
    if (initial != null && initial != JsonProperties.NULL_VALUE) {
      Field first = builder.fields().get(0);
      builder.defaultValue(
          new Struct(builder).put(first, DefaultValues.toConnect(first.schema(), initial)));
    }
    return isOptional ? builder.optional().build() : builder.build();
  }

  private String branchName(Schema branch, int index) {
    if (options.isGeneralized()) {
      return SumTypes.branch(index);
    }
    return options.isEnhanced() ? branch.getFullName() : branch.getName();
  }

  private void addMetaData(Schema avro, SchemaBuilder builder, @Nullable Object initial) {
    if (options.hasMetaData()) {
      String doc = avro.getProp(AvroNames.DOC);
      if (doc != null) {
        builder.doc(doc);
      }
      if (avro.getObjectProp(AvroNames.PARAMETERS) instanceof Map<?, ?> parameters) {
        parameters.forEach((key, value) -> SumTypes.putParameter(builder, key.toString(), value));
      }
    }
    avro.getObjectProps()
        .forEach(
            (key, value) -> {
              if (key.startsWith(AvroNames.OWN)) {
                SumTypes.putParameter(builder, key, value);
              }
            });
    if (avro.getObjectProp(AvroNames.VERSION) instanceof Number version
        && builder.version() == null) {
      builder.version(version.intValue());
    }
    addName(avro, builder);
    Object own = avro.getObjectProp(AvroNames.DEFAULT);
    if (own != null) {
      builder.defaultValue(DefaultValues.toConnect(builder, own));
    } else if (initial != null && initial != JsonProperties.NULL_VALUE) {
      SumTypes.putParameter(
          builder, AvroNames.FIELD_DEFAULT, options.hasMetaData() ? "true" : null);
      builder.defaultValue(DefaultValues.toConnect(builder, initial));
    }
  }

  private static void addName(Schema avro, SchemaBuilder builder) {
    String name = avro.getProp(AvroNames.NAME);
    boolean hasOwn = avro.getType() == Schema.Type.ENUM || avro.getType() == Schema.Type.FIXED;
    if (builder.name() == null && (name != null || hasOwn)) {
      builder.name(name == null ? avro.getFullName() : name);
    }
  }

  private static boolean isLogical(Schema avro, String type) {
    return type.equals(avro.getProp("logicalType"));
  }
}
