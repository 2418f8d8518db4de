// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.LogicalTypeNames;
import io.velostream.schema.avro.compiled.io.StringableClasses;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.model.JavaFields;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.Stringable;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a value does not match its schema. The message names record, field and path, but no
 * data. Called only after a write has failed. Single use.
 */
final class ValueMismatchFinder {

  private static final int MAX_DEPTH = 200;

  private static final String NULL_ADVICE = "; set it, or make its schema a union with null";

  /** The location of a part of the value. */
  private record Location(@Nullable String record, String field, String path) {
    String describe() {
      if (record == null) {
        return path.isEmpty() ? "the value" : "the value's part " + path;
      }
      String name = "the field " + field + " of " + record;
      return path.equals(field) ? name : name + ", at " + path + ",";
    }

    Location field(String ofRecord, String name) {
      return new Location(ofRecord, name, path.isEmpty() ? name : path + "." + name);
    }

    Location element(String part) {
      return new Location(record, field, path + part);
    }
  }

  private final GenericData model;
  private final boolean showsValues;

  private ValueMismatchFinder(GenericData model, boolean showsValues) {
    this.model = model;
    this.showsValues = showsValues;
  }

  /** Describes the first mismatch; null when none is found. */
  static @Nullable String find(
      Schema schema, @Nullable Object value, GenericData model, boolean showsValues) {
    try {
      return new ValueMismatchFinder(model, showsValues)
          .find(schema, value, new Location(null, "", ""), 0);
    } catch (RuntimeException | StackOverflowError e) {
      return null; // for example, the value is modified concurrently
    }
  }

  private @Nullable String find(Schema schema, @Nullable Object raw, Location location, int depth) {
    Object value = raw instanceof Optional<?> optional ? optional.orElse(null) : raw;
    if (depth > MAX_DEPTH) {
      return null;
    }
    if (schema.getType() == Schema.Type.UNION) {
      return findInUnion(schema, value, location, depth);
    }
    if (value == null) {
      return schema.getType() == Schema.Type.NULL
          ? null
          : location.describe() + " is null, but its schema is " + describe(schema) + NULL_ADVICE;
    }
    if (schema.getLogicalType() != null
        && model.getConversionByClass(value.getClass(), schema.getLogicalType()) != null) {
      return findInLogicalType(schema, value, location);
    }
    return switch (schema.getType()) {
      case RECORD -> findInRecord(schema, value, location, depth);
      case ARRAY -> findInArray(schema, value, location, depth);
      case MAP -> findInMap(schema, value, location, depth);
      default -> hasType(schema, value) ? null : typeMismatch(schema, value, location);
    };
  }

  /**
   * Checks a Java object of a logical type, such as a decimal with more digits than the schema
   * allows.
   */
  private @Nullable String findInLogicalType(Schema schema, Object value, Location location) {
    LogicalType logical = schema.getLogicalType();
    try {
      Object unused =
          Conversions.convertToRawType(
              value, schema, logical, model.getConversionByClass(value.getClass(), logical));
      return null;
    } catch (RuntimeException e) {
      String words =
          location.describe()
              + " holds a "
              + value.getClass().getName()
              + " that is out of the range of "
              + describe(schema);
      return showsValues ? words + "; it is " + ExceptionMessages.bounded(value.toString()) : words;
    }
  }

  private @Nullable String findInUnion(
      Schema union, @Nullable Object value, Location location, int depth) {
    int branch;
    try {
      branch = model.resolveUnion(union, value);
    } catch (RuntimeException e) {
      return value == null
          ? location.describe() + " is null, and " + describe(union) + " has no null" + NULL_ADVICE
          : typeMismatch(union, value, location);
    }
    return value == null ? null : find(union.getTypes().get(branch), value, location, depth + 1);
  }

  private @Nullable String findInRecord(Schema schema, Object value, Location location, int depth) {
    boolean isIndexed = value instanceof IndexedRecord;
    if (!isIndexed && !(model instanceof ReflectData)) {
      return typeMismatch(schema, value, location);
    }
    String name = isIndexed ? schema.getFullName() : value.getClass().getName();
    for (Schema.Field field : schema.getFields()) {
      Object fieldValue = fieldValue(value, field);
      String found =
          find(field.schema(), fieldValue, location.field(name, field.name()), depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns the value of a field, as a string if the field is stringable. */
  private @Nullable Object fieldValue(Object record, Schema.Field field) {
    Object fieldValue = model.getField(record, field.name(), field.pos());
    Field member = JavaFields.of(record.getClass(), field.name());
    return fieldValue != null && member != null && member.isAnnotationPresent(Stringable.class)
        ? fieldValue.toString()
        : fieldValue;
  }

  private @Nullable String findInArray(Schema schema, Object value, Location location, int depth) {
    if (value instanceof Collection<?> collection) {
      int index = 0;
      for (Object item : collection) {
        String found =
            find(schema.getElementType(), item, location.element("[" + index++ + "]"), depth + 1);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (!(model instanceof ReflectData) || !value.getClass().isArray()) {
      return model instanceof ReflectData && value instanceof Map
          ? null
          : typeMismatch(schema, value, location);
    }
    for (int i = 0; i < Array.getLength(value); i++) {
      String found =
          find(
              schema.getElementType(),
              Array.get(value, i),
              location.element("[" + i + "]"),
              depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Checks a map. Keys are data, and are not shown. */
  private @Nullable String findInMap(Schema schema, Object value, Location location, int depth) {
    if (!(value instanceof Map<?, ?> map)) {
      return typeMismatch(schema, value, location);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() == null) {
        return location.describe() + " has a null among the keys of its map";
      }
      String part =
          showsValues ? "[" + ExceptionMessages.bounded(entry.getKey().toString()) + "]" : "[*]";
      String found =
          find(schema.getValueType(), entry.getValue(), location.element(part), depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private boolean hasType(Schema schema, Object value) {
    boolean acceptsJavaClasses = model instanceof SpecificData;
    return switch (schema.getType()) {
      case STRING -> value instanceof CharSequence || isText(value.getClass());
      case BYTES -> value instanceof ByteBuffer || value instanceof byte[];
      case FIXED ->
          value instanceof GenericFixed fixed && fixed.bytes().length >= schema.getFixedSize();
      case ENUM -> isSymbol(schema, value, acceptsJavaClasses);
      case BOOLEAN -> value instanceof Boolean;
      case NULL -> true;
      default -> value instanceof Number || (acceptsJavaClasses && value instanceof Character);
    };
  }

  private boolean isText(Class<?> type) {
    return model instanceof StringableClasses classes && classes.isText(type);
  }

  private static boolean isSymbol(Schema schema, Object value, boolean takesJavaEnums) {
    if (value instanceof Enum<?> constant && takesJavaEnums) {
      return schema.hasEnumSymbol(constant.name());
    }
    return value instanceof GenericEnumSymbol && schema.hasEnumSymbol(value.toString());
  }

  private String typeMismatch(Schema schema, Object value, Location location) {
    boolean isEnum =
        schema.getType() == Schema.Type.ENUM
            && (value instanceof GenericEnumSymbol
                || (model instanceof SpecificData && value instanceof Enum));
    String words =
        isEnum
            ? location.describe() + " holds a symbol that is none of " + describe(schema)
            : location.describe()
                + " holds a "
                + value.getClass().getName()
                + ", but its schema is "
                + describe(schema)
                + advice(schema, value);
    return showsValues ? words + "; it is " + ExceptionMessages.bounded(value.toString()) : words;
  }

  private String advice(Schema schema, Object value) {
    if (schema.getType() == Schema.Type.ENUM && value instanceof Enum) {
      return "; give a GenericData.EnumSymbol, or a constant of a generated enum";
    }
    String upgradeMessage = LogicalTypeNames.upgradeMessage(schema);
    if (upgradeMessage != null) {
      return "; " + upgradeMessage;
    }
    return schema.getLogicalType() != null && !(model instanceof SpecificData)
        ? "; Java objects of logical types need " + AvroKeys.LOGICAL_TYPES + "=true"
        : "";
  }

  private static String describe(Schema schema) {
    String name =
        switch (schema.getType()) {
          case RECORD, ENUM, FIXED ->
              schema.getType().getName() + " " + ExceptionMessages.bounded(schema.getFullName());
          case UNION ->
              "a union of "
                  + ExceptionMessages.bounded(
                      schema.getTypes().stream().map(Schema::getFullName).toList() + "");
          default -> schema.getType().getName();
        };
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return name
          + " (decimal, precision "
          + decimal.getPrecision()
          + ", scale "
          + decimal.getScale()
          + ")";
    }
    return logical == null ? name : name + " (" + logical.getName() + ")";
  }
}
