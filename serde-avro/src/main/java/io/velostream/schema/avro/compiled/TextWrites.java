// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Steps that write strings, bytes, fixed and enums. */
final class TextWrites {

  private TextWrites() {}

  static final class StringWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {
      text(value, out);
    }
  }

  static void text(@Nullable Object value, Output out) {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Utf8 text) {
      out.writeUtf8(text);
    } else if (value instanceof CharSequence text) {
      out.writeString(text.toString());
    } else {
      throw GaveUp.here();
    }
  }

  static final class BytesWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {
      if (value instanceof ByteBuffer buffer) {
        out.writeBytes(buffer);
      } else {
        throw GaveUp.here();
      }
    }
  }

  static final class FixedWrite extends WriteStep {
    private final int length;

    FixedWrite(Schema schema) {
      length = schema.getFixedSize();
    }

    @Override
    void write(@Nullable Object value, Output out) {
      if (!(value instanceof GenericFixed fixed) || fixed.bytes().length < length) {
        throw GaveUp.here();
      }
      out.writeFixed(fixed.bytes(), 0, length);
    }
  }
}
