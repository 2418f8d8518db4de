// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.ReflectData;

/**
 * Custom encodings that a class declares for all its objects with {@link AvroEncode}. Avro supports
 * them since 1.12.1. Older versions support the annotation on fields only, and would write the
 * fields of the class instead.
 */
public final class CustomEncodings {

  private static final boolean SUPPORTED =
      AvroVersion.has(ReflectData.class, "getCustomEncoding", Schema.class);

  private CustomEncodings() {}

  /** Whether Avro uses a custom encoding for values of this schema. */
  public static boolean appliesTo(ReflectData model, Schema schema) {
    return SUPPORTED && Supported.appliesTo(model, schema);
  }

  /** Whether a class declares a custom encoding that this version of Avro does not support. */
  public static boolean isUnsupported(Class<?> type) {
    return !SUPPORTED && type.isAnnotationPresent(AvroEncode.class);
  }

  /** Needs Avro 1.12.1. */
  private static final class Supported {
    static boolean appliesTo(ReflectData model, Schema schema) {
      return model.getCustomEncoding(schema) != null;
    }
  }
}
