// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The Java fields of a generated class, by their positions in its schema.
 *
 * @param lookup with access to the class's private parts
 */
record ObjectShape(Class<?> type, List<Field> fields, MethodHandles.Lookup lookup) {

  /** Longer methods are left to the interpreter by HotSpot. */
  private static final int MOST_FIELDS = 400;

  /**
   * The shape of a generated class; null when it is not as Avro generates them.
   *
   * @param sample any object of the class
   * @param schema the schema that says how many fields there are
   */
  static @Nullable ObjectShape of(SpecificRecordBase sample, Schema schema) {
    Class<?> type = sample.getClass();
    List<Schema.Field> own = sample.getSchema().getFields();
    int count = schema.getFields().size();
    if (type.getSuperclass() != SpecificRecordBase.class
        || own.size() != count
        || count > MOST_FIELDS) {
      return null;
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      Field[] fields = new Field[count];
      for (Schema.Field field : own) {
        Field found =
            type.getDeclaredField(SpecificData.mangle(field.name(), sample.getSchema().isError()));
        if (Modifier.isStatic(found.getModifiers()) || !holds(lookup, found, sample, field.pos())) {
          return null;
        }
        fields[field.pos()] = found;
      }
      return new ObjectShape(type, List.of(fields), lookup);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Whether the object gives the field's value under its position, so that nothing is between. */
  private static boolean holds(
      MethodHandles.Lookup lookup, Field field, IndexedRecord sample, int position)
      throws IllegalAccessException {
    Object held;
    try {
      held = lookup.unreflectGetter(field).invoke(sample);
    } catch (IllegalAccessException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
    Object given = sample.get(position);
    return field.getType().isPrimitive() ? held.equals(given) : held == given;
  }
}
