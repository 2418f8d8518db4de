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

/** The Java fields of a class and its superclasses, by the names that Avro knows them by. */
public final class JavaFields {

  private static final ClassValue<Map<String, Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
          return fields(type);
        }
      };

  private JavaFields() {}

  /** The field of a name; null when there is none. */
  public static @Nullable Field of(Class<?> type, String name) {
    return FIELDS.get(type).get(name);
  }

  /** The type of a field whose type decides how it is read; null for others, and for none. */
  public static @Nullable Class<?> type(Class<?> type, String name) {
    Field field = of(type, name);
    return field == null || isEncodedByAnnotation(field) ? null : field.getType();
  }

  /** Whether annotations say how a field is written and read, whatever its type. */
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
