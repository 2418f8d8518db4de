// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.LogicalNames;
import io.velostream.schema.avro.compiled.io.TextClasses;
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
 * Where a value does not fit its schema, in words that name record, field and path, and no value.
 * Only called when writing has failed. For one use.
 */
final class ValueMisfit {

  private static final int MAX_DEPTH = 200;

  private static final String NULL_ADVICE = "; set it, or make its schema a union with null";

  /** Which place of the value is looked at. */
  private record Place(@Nullable String record, String field, String path) {
    String named() {
      if (record == null) {
        return path.isEmpty() ? "the value" : "the value's part " + path;
      }
      String name = "the field " + field + " of " + record;
      return path.equals(field) ? name : name + ", at " + path + ",";
    }

    Place field(String ofRecord, String name) {
      return new Place(ofRecord, name, path.isEmpty() ? name : path + "." + name);
    }

    Place part(String part) {
      return new Place(record, field, path + part);
    }
  }

  private final GenericData model;
  private final boolean showsValues;

  private ValueMisfit(GenericData model, boolean showsValues) {
    this.model = model;
    this.showsValues = showsValues;
  }

  /** The first misfit in words; null when none is found. */
  static @Nullable String find(
      Schema schema, @Nullable Object value, GenericData model, boolean showsValues) {
    try {
      return new ValueMisfit(model, showsValues).find(schema, value, new Place(null, "", ""), 0);
    } catch (RuntimeException | StackOverflowError e) {
      return null; // such as of a value that changes meanwhile
    }
  }

  private @Nullable String find(Schema schema, @Nullable Object raw, Place place, int depth) {
    Object value = raw instanceof Optional<?> optional ? optional.orElse(null) : raw;
    if (depth > MAX_DEPTH) {
      return null;
    }
    if (schema.getType() == Schema.Type.UNION) {
      return inUnion(schema, value, place, depth);
    }
    if (value == null) {
      return schema.getType() == Schema.Type.NULL
          ? null
          : place.named() + " is null, where its schema has " + named(schema) + NULL_ADVICE;
    }
    if (schema.getLogicalType() != null
        && model.getConversionByClass(value.getClass(), schema.getLogicalType()) != null) {
      return inLogical(schema, value, place);
    }
    return switch (schema.getType()) {
      case RECORD -> inRecord(schema, value, place, depth);
      case ARRAY -> inArray(schema, value, place, depth);
      case MAP -> inMap(schema, value, place, depth);
      default -> isOfType(schema, value) ? null : wrongType(schema, value, place);
    };
  }

  /** A Java object of a logical type, such as a decimal of more digits than its schema has. */
  private @Nullable String inLogical(Schema schema, Object value, Place place) {
    LogicalType logical = schema.getLogicalType();
    try {
      Object unused =
          Conversions.convertToRawType(
              value, schema, logical, model.getConversionByClass(value.getClass(), logical));
      return null;
    } catch (RuntimeException e) {
      String words =
          place.named()
              + " holds a "
              + value.getClass().getName()
              + " that is out of the range of "
              + named(schema);
      return showsValues ? words + "; it is " + ExceptionMessages.bounded(value.toString()) : words;
    }
  }

  private @Nullable String inUnion(Schema union, @Nullable Object value, Place place, int depth) {
    int branch;
    try {
      branch = model.resolveUnion(union, value);
    } catch (RuntimeException e) {
      return value == null
          ? place.named() + " is null, and " + named(union) + " has no null" + NULL_ADVICE
          : wrongType(union, value, place);
    }
    return value == null ? null : find(union.getTypes().get(branch), value, place, depth + 1);
  }

  private @Nullable String inRecord(Schema schema, Object value, Place place, int depth) {
    boolean isIndexed = value instanceof IndexedRecord;
    if (!isIndexed && !(model instanceof ReflectData)) {
      return wrongType(schema, value, place);
    }
    String name = isIndexed ? schema.getFullName() : value.getClass().getName();
    for (Schema.Field field : schema.getFields()) {
      Object held = held(value, field);
      String found = find(field.schema(), held, place.field(name, field.name()), depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What a field holds, as its text where it is written as such whatever its class. */
  private @Nullable Object held(Object record, Schema.Field field) {
    Object held = model.getField(record, field.name(), field.pos());
    Field member = JavaFields.of(record.getClass(), field.name());
    return held != null && member != null && member.isAnnotationPresent(Stringable.class)
        ? held.toString()
        : held;
  }

  private @Nullable String inArray(Schema schema, Object value, Place place, int depth) {
    if (value instanceof Collection<?> collection) {
      int index = 0;
      for (Object item : collection) {
        String found =
            find(schema.getElementType(), item, place.part("[" + index++ + "]"), depth + 1);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (!(model instanceof ReflectData) || !value.getClass().isArray()) {
      return model instanceof ReflectData && value instanceof Map
          ? null
          : wrongType(schema, value, place);
    }
    for (int i = 0; i < Array.getLength(value); i++) {
      String found =
          find(schema.getElementType(), Array.get(value, i), place.part("[" + i + "]"), depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Keys are values too, and not named. */
  private @Nullable String inMap(Schema schema, Object value, Place place, int depth) {
    if (!(value instanceof Map<?, ?> map)) {
      return wrongType(schema, value, place);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() == null) {
        return place.named() + " has a null among the keys of its map";
      }
      String part =
          showsValues ? "[" + ExceptionMessages.bounded(entry.getKey().toString()) + "]" : "[*]";
      String found = find(schema.getValueType(), entry.getValue(), place.part(part), depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private boolean isOfType(Schema schema, Object value) {
    boolean isOfClass = model instanceof SpecificData;
    return switch (schema.getType()) {
      case STRING -> value instanceof CharSequence || isText(value.getClass());
      case BYTES -> value instanceof ByteBuffer || value instanceof byte[];
      case FIXED ->
          value instanceof GenericFixed fixed && fixed.bytes().length >= schema.getFixedSize();
      case ENUM -> isSymbol(schema, value, isOfClass);
      case BOOLEAN -> value instanceof Boolean;
      case NULL -> true;
      default -> value instanceof Number || (isOfClass && value instanceof Character);
    };
  }

  private boolean isText(Class<?> type) {
    return model instanceof TextClasses classes && classes.isText(type);
  }

  private static boolean isSymbol(Schema schema, Object value, boolean takesJavaEnums) {
    if (value instanceof Enum<?> constant && takesJavaEnums) {
      return schema.hasEnumSymbol(constant.name());
    }
    return value instanceof GenericEnumSymbol && schema.hasEnumSymbol(value.toString());
  }

  private String wrongType(Schema schema, Object value, Place place) {
    boolean isEnum =
        schema.getType() == Schema.Type.ENUM
            && (value instanceof GenericEnumSymbol
                || (model instanceof SpecificData && value instanceof Enum));
    String words =
        isEnum
            ? place.named() + " holds a symbol that is none of " + named(schema)
            : place.named()
                + " holds a "
                + value.getClass().getName()
                + ", where its schema has "
                + named(schema)
                + advice(schema, value);
    return showsValues ? words + "; it is " + ExceptionMessages.bounded(value.toString()) : words;
  }

  private String advice(Schema schema, Object value) {
    if (schema.getType() == Schema.Type.ENUM && value instanceof Enum) {
      return "; give a GenericData.EnumSymbol, or a constant of a generated enum";
    }
    String tooOld = LogicalNames.tooOld(schema);
    if (tooOld != null) {
      return "; " + tooOld;
    }
    return schema.getLogicalType() != null && !(model instanceof SpecificData)
        ? "; Java objects of logical types need " + AvroKeys.LOGICAL_TYPES + "=true"
        : "";
  }

  private static String named(Schema schema) {
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
