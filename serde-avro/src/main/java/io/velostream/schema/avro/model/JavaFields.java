// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.AvroIgnore;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.reflect.Stringable;
import org.jspecify.annotations.Nullable;

/** The Java fields of a class and its superclasses, by their names in Avro. */
public final class JavaFields {

  private static final ClassValue<Map<String, Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
          return fields(type);
        }
      };

  private JavaFields() {}

  /** Returns the field of a name; null when there is none. */
  public static @Nullable Field of(Class<?> type, String name) {
    return FIELDS.get(type).get(name);
  }

  /**
   * Returns the type of a field; null when the field does not exist or an annotation defines its
   * encoding.
   */
  public static @Nullable Class<?> type(Class<?> type, String name) {
    Field field = of(type, name);
    return field == null || isEncodedByAnnotation(field) ? null : field.getType();
  }

  /** Whether an annotation defines the encoding of a field, regardless of its type. */
  static boolean isEncodedByAnnotation(Field field) {
    return field.isAnnotationPresent(AvroEncode.class)
        || field.isAnnotationPresent(Stringable.class);
  }

  private static Map<String, Field> fields(Class<?> type) {
    Map<String, Field> fields = new HashMap<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
            && !field.isAnnotationPresent(AvroIgnore.class)) {
          AvroName named = field.getAnnotation(AvroName.class);
          fields.putIfAbsent(named == null ? field.getName() : named.value(), field);
        }
      }
    }
    return Map.copyOf(fields);
  }
}
