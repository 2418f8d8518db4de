// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.TextClasses;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Steps that write strings, bytes, fixed and enums. */
final class StringWriters {

  private StringWriters() {}

  static final class StringWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      text(value, out);
    }
  }

  /** Also takes what a model writes as text whatever its class. */
  static final class AnyTextWrite extends WriteStep {

    /** Whether a class is one of the model's. Never changed, so safe to publish. */
    private record Known(Class<?> type, boolean isText) {}

    private final TextClasses classes;

    /** The class seen last. Not volatile: a thread that sees an older one asks the model again. */
    private @Nullable Known last;

    AnyTextWrite(TextClasses classes) {
      this.classes = classes;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      text(value == null || !isText(value) ? value : value.toString(), out);
    }

    private boolean isText(Object value) {
      if (value instanceof CharSequence) {
        return false;
      }
      Known known = last;
      if (known == null || known.type != value.getClass()) {
        known = new Known(value.getClass(), classes.isText(value.getClass()));
        last = known;
      }
      return known.isText;
    }
  }

  /** Text of whatever class, as {@link Object#toString} has it. */
  static final class ByToString extends WriteStep {
    private final WriteStep step;

    ByToString(WriteStep step) {
      this.step = step;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      step.write(value == null ? null : value.toString(), out);
    }
  }

  static void text(@Nullable Object value, BinaryWriter out) {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Utf8 text) {
      out.writeUtf8(text);
    } else if (value instanceof CharSequence text) {
      out.writeString(text.toString());
    } else {
      throw FallbackToAvro.here();
    }
  }

  static final class BytesWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof ByteBuffer buffer) {
        out.writeBytes(buffer);
      } else {
        throw FallbackToAvro.here();
      }
    }
  }

  static final class FixedWrite extends WriteStep {
    private final int length;

    FixedWrite(Schema schema) {
      length = schema.getFixedSize();
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (!(value instanceof GenericFixed fixed) || fixed.bytes().length < length) {
        throw FallbackToAvro.here();
      }
      out.writeFixed(fixed.bytes(), 0, length);
    }
  }
}
