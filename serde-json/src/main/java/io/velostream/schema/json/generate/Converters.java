// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.Converter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** What converts a value before it is written. */
final class Converters {

  private Converters() {}

  /** The converter of a serializer, which older versions of Jackson show to subclasses only. */
  static Converter<?, ?> of(StdDelegatingSerializer serializer) {
    try {
      Method getter = StdDelegatingSerializer.class.getDeclaredMethod("getConverter");
      if (!Modifier.isPublic(getter.getModifiers())) {
        getter.setAccessible(true);
      }
      return (Converter<?, ?>) getter.invoke(serializer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Jackson does not tell what converts a value", e);
    }
  }
}
