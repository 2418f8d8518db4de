// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.CollectionFactories;
import io.velostream.schema.avro.compiled.MemberValueConverter;
import io.velostream.schema.model.InvalidSchemaException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.Union;
import org.jspecify.annotations.Nullable;

/**
 * Checks that Java fields can hold the values that reflection reads. A collection or a map is
 * created with the type that its field declares. For a nested type the schema must name the class,
 * as it does for collections; a nested map is a {@link HashMap}, and nested text is a {@link
 * String}.
 */
record FieldTypeCheck(ReflectModel model) {

  /**
   * Rejects fields that cannot hold the values that are read.
   *
   * @param type the class; null when the schema has none
   * @param schema the schema that was derived from the class
   * @throws InvalidSchemaException naming class, field and type, and what to do
   */
  void check(@Nullable Class<?> type, Schema schema) {
    if (type == null || IndexedRecord.class.isAssignableFrom(type)) {
      return;
    }
    for (Schema.Field each : schema.getFields()) {
      Field field = JavaFields.of(type, each.name());
      if (field != null && !hasCustomEncoding(field)) {
        Type unreadable = findUnreadable(field.getGenericType(), each.schema(), true);
        if (unreadable != null) {
          throw new InvalidSchemaException(
              "the field "
                  + field.getName()
                  + " of "
                  + field.getDeclaringClass().getName()
                  + " can be written but not read, because no value can be read as "
                  + unreadable.getTypeName()
                  + (unreadable == field.getGenericType() ? "" : " within another type")
                  + "; declare it as a List, Set, Map, String or a class of your own");
        }
      }
    }
  }

  private static boolean hasCustomEncoding(Field field) {
    return JavaFields.isEncodedByAnnotation(field)
        || field.isAnnotationPresent(AvroSchema.class)
        || field.isAnnotationPresent(Union.class);
  }

  /** Finds the first type that cannot be read; null when there is none. */
  private @Nullable Type findUnreadable(Type type, Schema schema, boolean isField) {
    Schema nonNull = nonNullBranch(schema);
    if (nonNull.getType() == Schema.Type.UNION || nonNull.getLogicalType() != null) {
      return null;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return findUnreadableGeneric(generic, raw, nonNull, isField);
    }
    if (!(type instanceof Class<?> named)) {
      return null;
    }
    if (named.isArray() && nonNull.getType() == Schema.Type.ARRAY) {
      return findUnreadable(named.getComponentType(), nonNull.getElementType(), false);
    }
    return nonNull.getType() == Schema.Type.STRING && !isText(named, isField) ? type : null;
  }

  private @Nullable Type findUnreadableGeneric(
      ParameterizedType type, Class<?> raw, Schema nonNull, boolean isField) {
    Type[] arguments = type.getActualTypeArguments();
    if (raw == Optional.class) {
      return isField ? findUnreadable(arguments[0], nonNull, false) : type;
    }
    if (nonNull.getType() == Schema.Type.MAP && Map.class.isAssignableFrom(raw)) {
      boolean fits =
          isField
              ? CollectionFactories.mapFactory(raw, null) != null
              : raw.isAssignableFrom(HashMap.class);
      return fits
          ? findUnreadable(arguments[arguments.length - 1], nonNull.getValueType(), false)
          : type;
    }
    if (nonNull.getType() != Schema.Type.ARRAY) {
      return null;
    }
    return Map.class.isAssignableFrom(raw)
        ? findUnreadablePairs(type, raw, nonNull.getElementType())
        : findUnreadableItems(type, raw, nonNull.getElementType());
  }

  private @Nullable Type findUnreadableItems(ParameterizedType type, Class<?> raw, Schema items) {
    if (!Collection.class.isAssignableFrom(raw)
        || CollectionFactories.collectionFactory(raw, model.getClass(items)) == null) {
      return type;
    }
    Type[] arguments = type.getActualTypeArguments();
    return arguments.length == 1 ? findUnreadable(arguments[0], items, false) : null;
  }

  /** Checks a map whose keys are not strings. */
  private @Nullable Type findUnreadablePairs(ParameterizedType type, Class<?> raw, Schema pair) {
    Schema keys = pair.getFields().get(0).schema();
    Schema values = pair.getFields().get(1).schema();
    if (CollectionFactories.mapFactory(raw, model.getClass(keys)) == null) {
      return type;
    }
    Type[] arguments = type.getActualTypeArguments();
    if (arguments.length != 2) {
      return null;
    }
    Type unreadable = findUnreadable(arguments[0], keys, false);
    return unreadable == null ? findUnreadable(arguments[1], values, false) : unreadable;
  }

  private boolean isText(Class<?> type, boolean isField) {
    if (type.isAssignableFrom(String.class) || model.isText(type)) {
      return true;
    }
    return isField && MemberValueConverter.requiresConversion(type) && hasTextConstructor(type);
  }

  private static boolean hasTextConstructor(Class<?> type) {
    try {
      return type.getDeclaredConstructor(String.class).trySetAccessible();
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static Schema nonNullBranch(Schema schema) {
    if (schema.getType() != Schema.Type.UNION || schema.getTypes().size() != 2) {
      return schema;
    }
    Schema first = schema.getTypes().get(0);
    Schema second = schema.getTypes().get(1);
    return first.getType() == Schema.Type.NULL
        ? second
        : second.getType() == Schema.Type.NULL ? first : schema;
  }
}
