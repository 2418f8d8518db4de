// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.DecimalScale;
import io.velostream.schema.avro.compiled.read.ReadStep;
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

/** Steps for decimals and UUIDs in a fixed number of bytes, the first one first. */
final class LogicalFixed {

  private static final int UUID_LENGTH = 2 * Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private LogicalFixed() {}

  /** A step in place of a conversion; null where the conversion is not of Avro's frequent ones. */
  static @Nullable ReadStep read(Schema schema, Class<?> conversion) {
    int length = schema.getFixedSize();
    if (conversion == UUIDConversion.class) {
      return length == UUID_LENGTH ? new UuidRead() : null;
    }
    return conversion == DecimalConversion.class
            && length > 0
            && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new DecimalRead(length, decimal.getScale())
        : null;
  }

  /**
   * The same for writing.
   *
   * @param other for values that the step does not know
   */
  static @Nullable WriteStep write(Schema schema, Class<?> conversion, WriteStep other) {
    int length = schema.getFixedSize();
    if (conversion == UUIDConversion.class) {
      return length == UUID_LENGTH ? new UuidWrite(other) : null;
    }
    return conversion == DecimalConversion.class
            && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new DecimalWrite(length, decimal, other)
        : null;
  }

  private static final class UuidRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      int at = in.advance(UUID_LENGTH);
      byte[] from = in.array();
      return new UUID((long) LONGS.get(from, at), (long) LONGS.get(from, at + Long.BYTES));
    }
  }

  private static final class UuidWrite extends WriteStep.Partial {
    UuidWrite(WriteStep other) {
      super(other);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof UUID uuid) {
        int at = out.advance(UUID_LENGTH);
        LONGS.set(out.array(), at, uuid.getMostSignificantBits());
        LONGS.set(out.array(), at + Long.BYTES, uuid.getLeastSignificantBits());
      } else {
        other.write(value, out);
      }
    }
  }

  private static final class DecimalRead extends ReadStep {
    private final int length;
    private final int scale;

    DecimalRead(int length, int scale) {
      this.length = length;
      this.scale = scale;
    }

    @Override
    public Object read(BinaryReader in) {
      return decimal(in, length, scale);
    }
  }

  /** A decimal of so many bytes, at least one. */
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

  /** What fits a schema's precision fits its length, as Avro refuses schemas where it would not. */
  private static final class DecimalWrite extends WriteStep.Partial {
    private final int length;
    private final DecimalScale scale;

    DecimalWrite(int length, LogicalTypes.Decimal decimal, WriteStep other) {
      super(other);
      this.length = length;
      this.scale = new DecimalScale(decimal);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value == null
          || value.getClass() != BigDecimal.class
          || !scale.fits((BigDecimal) value)) {
        other.write(value, out);
        return;
      }
      BigDecimal decimal = (BigDecimal) value;
      if (scale.isShort(decimal)) {
        write(scale.digits(decimal), out);
      } else {
        write(decimal.unscaledValue().toByteArray(), out);
      }
    }

    private void write(long unscaled, BinaryWriter out) {
      int at = out.advance(length);
      byte[] to = out.array();
      long rest = unscaled;
      for (int i = at + length - 1; i >= at; i--) {
        to[i] = (byte) rest;
        rest >>= Byte.SIZE;
      }
    }

    /** The sign goes on to the left. */
    private void write(byte[] unscaled, BinaryWriter out) {
      int at = out.advance(length);
      byte[] to = out.array();
      int first = at + length - unscaled.length;
      Arrays.fill(to, at, first, (byte) (unscaled[0] >> (Byte.SIZE - 1)));
      System.arraycopy(unscaled, 0, to, first, unscaled.length);
    }
  }
}
