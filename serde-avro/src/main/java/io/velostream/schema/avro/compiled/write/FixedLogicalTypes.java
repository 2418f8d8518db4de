// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.DecimalScale;
import io.velostream.schema.avro.compiled.read.ValueReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Conversions.UUIDConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Readers and writers of decimals and UUIDs in a fixed number of bytes, in big-endian order. */
final class FixedLogicalTypes {

  private static final int UUID_LENGTH = 2 * Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private FixedLogicalTypes() {}

  /** Returns a reader that replaces a conversion; null when the conversion is not supported. */
  static @Nullable ValueReader read(Schema schema, Class<?> conversion) {
    int length = schema.getFixedSize();
    if (conversion == UUIDConversion.class) {
      return length == UUID_LENGTH ? new UuidReader() : null;
    }
    return conversion == DecimalConversion.class
            && length > 0
            && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new DecimalReader(length, decimal.getScale())
        : null;
  }

  /**
   * Returns a writer that replaces a conversion; null when the conversion is not supported.
   *
   * @param delegate writes values of other classes
   */
  static @Nullable ValueWriter write(Schema schema, Class<?> conversion, ValueWriter delegate) {
    int length = schema.getFixedSize();
    if (conversion == UUIDConversion.class) {
      return length == UUID_LENGTH ? new UuidWriter(delegate) : null;
    }
    return conversion == DecimalConversion.class
            && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new DecimalWriter(length, decimal, delegate)
        : null;
  }

  private static final class UuidReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      int at = in.advance(UUID_LENGTH);
      byte[] from = in.array();
      return new UUID((long) LONGS.get(from, at), (long) LONGS.get(from, at + Long.BYTES));
    }
  }

  private static final class UuidWriter extends ValueWriter.Delegating {
    UuidWriter(ValueWriter delegate) {
      super(delegate);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof UUID uuid) {
        int at = out.reserve(UUID_LENGTH);
        LONGS.set(out.array(), at, uuid.getMostSignificantBits());
        LONGS.set(out.array(), at + Long.BYTES, uuid.getLeastSignificantBits());
      } else {
        delegate.write(value, out);
      }
    }
  }

  private static final class DecimalReader extends ValueReader {
    private final int length;
    private final int scale;

    DecimalReader(int length, int scale) {
      this.length = length;
      this.scale = scale;
    }

    @Override
    public Object read(BinaryReader in) {
      return decimal(in, length, scale);
    }
  }

  /** Reads a decimal of so many bytes, at least one. */
  static BigDecimal decimal(BinaryReader in, int length, int scale) {
    int at = in.advance(length);
    byte[] from = in.array();
    if (length > Long.BYTES) {
      return new BigDecimal(new BigInteger(from, at, length), scale);
    }
    long unscaled = from[at];
    for (int i = at + 1; i < at + length; i++) {
      unscaled = unscaled << Byte.SIZE | (from[i] & 0xFF);
    }
    return BigDecimal.valueOf(unscaled, scale);
  }

  /** A value within the schema's precision fits its length: Avro rejects other schemas. */
  private static final class DecimalWriter extends ValueWriter.Delegating {
    private final int length;
    private final DecimalScale scale;

    DecimalWriter(int length, LogicalTypes.Decimal decimal, ValueWriter delegate) {
      super(delegate);
      this.length = length;
      this.scale = new DecimalScale(decimal);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value == null
          || value.getClass() != BigDecimal.class
          || !scale.fits((BigDecimal) value)) {
        delegate.write(value, out);
        return;
      }
      BigDecimal decimal = (BigDecimal) value;
      if (scale.hasExactDouble(decimal)) {
        write(scale.unscaledValue(decimal), out);
      } else {
        write(decimal.unscaledValue().toByteArray(), out);
      }
    }

    private void write(long unscaled, BinaryWriter out) {
      int at = out.reserve(length);
      byte[] to = out.array();
      long rest = unscaled;
      for (int i = at + length - 1; i >= at; i--) {
        to[i] = (byte) rest;
        rest >>= Byte.SIZE;
      }
    }

    /** Sign-extends to the left. */
    private void write(byte[] unscaled, BinaryWriter out) {
      int at = out.reserve(length);
      byte[] to = out.array();
      int first = at + length - unscaled.length;
      Arrays.fill(to, at, first, (byte) (unscaled[0] >> (Byte.SIZE - 1)));
      System.arraycopy(unscaled, 0, to, first, unscaled.length);
    }
  }
}
