// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.Converter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Access to the converters of delegating serializers. */
final class SerializerConverters {

  private SerializerConverters() {}

  /**
   * Returns the converter of a serializer. The getter is protected in older versions of Jackson.
   */
  static Converter<?, ?> of(StdDelegatingSerializer serializer) {
    try {
      Method getter = StdDelegatingSerializer.class.getDeclaredMethod("getConverter");
      if (!Modifier.isPublic(getter.getModifiers())) {
        getter.setAccessible(true);
      }
      return (Converter<?, ?>) getter.invoke(serializer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot access the converter of a Jackson serializer", e);
    }
  }
}
