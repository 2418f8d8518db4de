// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The schemas of primitive types. */
public final class PrimitiveSchemas {

  static final Schema BOOLEAN = Schema.create(Schema.Type.BOOLEAN);
  static final Schema INT = Schema.create(Schema.Type.INT);
  static final Schema LONG = Schema.create(Schema.Type.LONG);
  static final Schema FLOAT = Schema.create(Schema.Type.FLOAT);
  static final Schema DOUBLE = Schema.create(Schema.Type.DOUBLE);
  static final Schema STRING = Schema.create(Schema.Type.STRING);
  static final Schema BYTES = Schema.create(Schema.Type.BYTES);

  private PrimitiveSchemas() {}

  /** Returns the schema of a value of a primitive type; null for other values. */
  public static @Nullable Schema of(Object value) {
    if (value instanceof CharSequence) {
      return STRING;
    }
    if (value instanceof Number) {
      return number(value);
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    return value instanceof byte[] || value instanceof ByteBuffer ? BYTES : null;
  }

  private static @Nullable Schema number(Object value) {
    if (value instanceof Integer) {
      return INT;
    }
    if (value instanceof Long) {
      return LONG;
    }
    if (value instanceof Double) {
      return DOUBLE;
    }
    return value instanceof Float ? FLOAT : null;
  }
}
