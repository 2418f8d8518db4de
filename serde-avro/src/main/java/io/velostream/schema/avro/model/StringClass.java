// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** As which class a schema wants its strings, or the keys of its map. */
public final class StringClass {

  private StringClass() {}

  /** {@link String}, {@link CharSequence} for Avro's own, or a class made from a string. */
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
