// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Determines the class for the strings of a schema, or for the keys of a map schema. */
public final class StringClass {

  private StringClass() {}

  /**
   * Returns {@link String}, {@link CharSequence} for Avro's {@code Utf8}, or a class with a string
   * constructor.
   */
  public static Class<?> of(Schema schema, ClassFinder classes) {
    String named =
        schema.getProp(
            schema.getType() == Schema.Type.MAP
                ? SpecificData.KEY_CLASS_PROP
                : SpecificData.CLASS_PROP);
    Class<?> found = named == null ? null : classes.find(named);
    if (found != null) {
      return found;
    }
    return isJavaString(schema.getProp(GenericData.STRING_PROP))
        ? String.class
        : CharSequence.class;
  }

  private static boolean isJavaString(@Nullable String property) {
    return GenericData.StringType.String.name().equals(property);
  }
}
