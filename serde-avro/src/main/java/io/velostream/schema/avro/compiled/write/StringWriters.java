// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.StringableClasses;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Writers of strings, bytes and fixed. */
final class StringWriters {

  private StringWriters() {}

  static final class StringWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeText(value, out);
    }
  }

  /** Also accepts the stringable classes of a model. */
  static final class StringableWriter extends ValueWriter {

    /** A class and whether it is stringable. Immutable. */
    private record CachedClass(Class<?> type, boolean isText) {}

    private final StringableClasses classes;

    /**
     * The most recent class. Benign data race: a thread that sees an older one queries the model
     * again.
     */
    private @Nullable CachedClass last;

    StringableWriter(StringableClasses classes) {
      this.classes = classes;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeText(value == null || !isText(value) ? value : value.toString(), out);
    }

    private boolean isText(Object value) {
      if (value instanceof CharSequence) {
        return false;
      }
      CachedClass known = last;
      if (known == null || known.type != value.getClass()) {
        known = new CachedClass(value.getClass(), classes.isText(value.getClass()));
        last = known;
      }
      return known.isText;
    }
  }

  /** Writes values of any class by {@link Object#toString}. */
  static final class ToStringWriter extends ValueWriter {
    private final ValueWriter writer;

    ToStringWriter(ValueWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writer.write(value == null ? null : value.toString(), out);
    }
  }

  static void writeText(@Nullable Object value, BinaryWriter out) {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Utf8 text) {
      out.writeUtf8(text);
    } else if (value instanceof CharSequence text) {
      out.writeString(text.toString());
    } else {
      throw FallbackToAvro.create();
    }
  }

  static final class BytesWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof ByteBuffer buffer) {
        out.writeBytes(buffer);
      } else {
        throw FallbackToAvro.create();
      }
    }
  }

  static final class FixedWriter extends ValueWriter {
    private final int length;

    FixedWriter(Schema schema) {
      length = schema.getFixedSize();
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (!(value instanceof GenericFixed fixed) || fixed.bytes().length < length) {
        throw FallbackToAvro.create();
      }
      out.writeFixed(fixed.bytes(), 0, length);
    }
  }
}
