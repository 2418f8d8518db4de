// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.ComponentValue;
import io.velostream.schema.avro.compiled.Containers;
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
 * Whether what reflection reads can be held by the Java fields that it is read into. A collection
 * or a map is made as its field declares it. Within another type the schema must say so, as it does
 * for collections; a map there is a {@link HashMap}, and text there is a {@link String}.
 */
record FieldTypes(ReflectModel model) {

  /**
   * Refuses fields that cannot hold what is read.
   *
   * @param type the class, null when the schema is of none
   * @param schema had from the class
   * @throws InvalidSchemaException naming class, field and type, and what to do
   */
  void check(@Nullable Class<?> type, Schema schema) {
    if (type == null || IndexedRecord.class.isAssignableFrom(type)) {
      return;
    }
    for (Schema.Field each : schema.getFields()) {
      Field field = JavaFields.of(type, each.name());
      if (field != null && !isFree(field)) {
        Type unfit = unfit(field.getGenericType(), each.schema(), true);
        if (unfit != null) {
          throw new InvalidSchemaException(
              "the field "
                  + field.getName()
                  + " of "
                  + field.getDeclaringClass().getName()
                  + " can be written, but not read back, since nothing can be read as "
                  + unfit.getTypeName()
                  + (unfit == field.getGenericType() ? "" : " within another type")
                  + "; declare it as a List, Set, Map, String or a class of your own");
        }
      }
    }
  }

  private static boolean isFree(Field field) {
    return JavaFields.hasOwnWay(field)
        || field.isAnnotationPresent(AvroSchema.class)
        || field.isAnnotationPresent(Union.class);
  }

  /** The first type that nothing can be read as; null when there is none. */
  private @Nullable Type unfit(Type type, Schema schema, boolean isField) {
    Schema held = notNull(schema);
    if (held.getType() == Schema.Type.UNION || held.getLogicalType() != null) {
      return null;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return unfitGeneric(generic, raw, held, isField);
    }
    if (!(type instanceof Class<?> named)) {
      return null;
    }
    if (named.isArray() && held.getType() == Schema.Type.ARRAY) {
      return unfit(named.getComponentType(), held.getElementType(), false);
    }
    return held.getType() == Schema.Type.STRING && !isText(named, isField) ? type : null;
  }

  private @Nullable Type unfitGeneric(
      ParameterizedType type, Class<?> raw, Schema held, boolean isField) {
    Type[] arguments = type.getActualTypeArguments();
    if (raw == Optional.class) {
      return isField ? unfit(arguments[0], held, false) : type;
    }
    if (held.getType() == Schema.Type.MAP && Map.class.isAssignableFrom(raw)) {
      boolean fits =
          isField ? Containers.maps(raw, null) != null : raw.isAssignableFrom(HashMap.class);
      return fits ? unfit(arguments[arguments.length - 1], held.getValueType(), false) : type;
    }
    if (held.getType() != Schema.Type.ARRAY) {
      return null;
    }
    return Map.class.isAssignableFrom(raw)
        ? unfitPairs(type, raw, held.getElementType())
        : unfitItems(type, raw, held.getElementType());
  }

  private @Nullable Type unfitItems(ParameterizedType type, Class<?> raw, Schema items) {
    if (!Collection.class.isAssignableFrom(raw)
        || Containers.collections(raw, model.getClass(items)) == null) {
      return type;
    }
    Type[] arguments = type.getActualTypeArguments();
    return arguments.length == 1 ? unfit(arguments[0], items, false) : null;
  }

  /** A map whose keys are not strings. */
  private @Nullable Type unfitPairs(ParameterizedType type, Class<?> raw, Schema pair) {
    Schema keys = pair.getFields().get(0).schema();
    Schema values = pair.getFields().get(1).schema();
    if (Containers.maps(raw, model.getClass(keys)) == null) {
      return type;
    }
    Type[] arguments = type.getActualTypeArguments();
    if (arguments.length != 2) {
      return null;
    }
    Type unfit = unfit(arguments[0], keys, false);
    return unfit == null ? unfit(arguments[1], values, false) : unfit;
  }

  private boolean isText(Class<?> type, boolean isField) {
    if (type.isAssignableFrom(String.class) || model.isText(type)) {
      return true;
    }
    return isField && ComponentValue.isMade(type) && hasTextConstructor(type);
  }

  private static boolean hasTextConstructor(Class<?> type) {
    try {
      return type.getDeclaredConstructor(String.class).trySetAccessible();
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static Schema notNull(Schema schema) {
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
