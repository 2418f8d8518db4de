// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
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

  /** A Java enum goes by its place, as Avro does it; anything else by its name. */
  static final class EnumWrite extends WriteStep {
    private static final int FEW = 8;

    private final Schema schema;
    private final String[] symbols;

    EnumWrite(Schema schema) {
      this.schema = schema;
      List<String> all = schema.getEnumSymbols();
      this.symbols = all.subList(0, Math.min(FEW, all.size())).toArray(new String[0]);
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // the place is what Avro writes
    void write(@Nullable Object value, Output out) {
      if (value instanceof Enum<?> constant) {
        out.writeInt(constant.ordinal());
      } else if (value instanceof GenericEnumSymbol<?> symbol) {
        out.writeInt(ordinal(symbol.toString()));
      } else {
        throw GaveUp.here();
      }
    }

    /** The schema's own strings are recognized before any is hashed. */
    @SuppressWarnings("ReferenceEquality")
    private int ordinal(String symbol) {
      for (int i = 0; i < symbols.length; i++) {
        if (symbols[i] == symbol) {
          return i;
        }
      }
      return schema.getEnumOrdinal(symbol);
    }
  }
}
