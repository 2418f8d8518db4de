// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.ReflectData;

/**
 * Encodings that a class declares for all its objects with {@link AvroEncode}. Avro 1.12.1 brought
 * them; older versions know those of fields alone, and would write the class's fields instead.
 */
public final class ClassEncodings {

  private static final boolean SUPPORTED =
      AvroVersion.has(ReflectData.class, "getCustomEncoding", Schema.class);

  private ClassEncodings() {}

  /** Whether Avro writes and reads what has this schema by the encoding of its class. */
  public static boolean concern(ReflectData model, Schema schema) {
    return SUPPORTED && Known.concern(model, schema);
  }

  /** Whether a class declares an encoding that this version of Avro does not know of. */
  public static boolean isUnknown(Class<?> type) {
    return !SUPPORTED && type.isAnnotationPresent(AvroEncode.class);
  }

  /** Needs Avro 1.12.1. */
  private static final class Known {
    static boolean concern(ReflectData model, Schema schema) {
      return model.getCustomEncoding(schema) != null;
    }
  }
}
