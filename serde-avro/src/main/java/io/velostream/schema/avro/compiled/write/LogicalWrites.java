// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.DecimalScale;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Conversions.UUIDConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.DateConversion;
import org.apache.avro.data.TimeConversions.TimeMicrosConversion;
import org.apache.avro.data.TimeConversions.TimeMillisConversion;
import org.apache.avro.data.TimeConversions.TimestampMicrosConversion;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.jspecify.annotations.Nullable;

/**
 * Steps that write Java objects of logical types with the same bytes as Avro's own conversions, but
 * without the boxes, buffers and texts that those make. What a step does not know goes to another.
 */
final class LogicalWrites {

  private LogicalWrites() {}

  /**
   * A step in place of a conversion; null where the conversion is not of Avro's frequent ones.
   *
   * @param other for values of other classes
   */
  static @Nullable WriteStep of(Schema schema, Conversion<?> conversion, WriteStep other) {
    Class<?> type = conversion.getClass();
    return switch (schema.getType()) {
      case INT ->
          type == DateConversion.class
              ? new DateWrite(other)
              : type == TimeMillisConversion.class ? new TimeMillisWrite(other) : null;
      case LONG -> ofLong(type, other);
      case STRING -> type == UUIDConversion.class ? new UuidWrite(other) : null;
      case BYTES ->
          type == DecimalConversion.class
                  && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
              ? new DecimalWrite(decimal, other)
              : null;
      case FIXED -> LogicalFixed.write(schema, type, other);
      default -> null;
    };
  }

  private static @Nullable WriteStep ofLong(Class<?> type, WriteStep other) {
    if (type == TimestampMillisConversion.class) {
      return new InstantMillisWrite(other);
    }
    if (type == TimestampMicrosConversion.class) {
      return new InstantWrite(TimeUnit.SECONDS.toMicros(1), other);
    }
    if (type == LogicalReads.TIMESTAMP_NANOS) {
      return new InstantWrite(TimeUnit.SECONDS.toNanos(1), other);
    }
    if (type == TimeMicrosConversion.class) {
      return new TimeMicrosWrite(other);
    }
    long perSecond = LocalTimestamps.perSecond(type);
    return perSecond > 0 ? new LocalTimestamps.Write(perSecond, other) : null;
  }

  private static final class DateWrite extends WriteStep.Partial {
    DateWrite(WriteStep other) {
      super(other);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalDate date) {
        out.writeInt((int) date.toEpochDay());
      } else {
        other.write(value, out);
      }
    }
  }

  private static final class TimeMillisWrite extends WriteStep.Partial {
    TimeMillisWrite(WriteStep other) {
      super(other);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalTime time) {
        out.writeInt((int) TimeUnit.NANOSECONDS.toMillis(time.toNanoOfDay()));
      } else {
        other.write(value, out);
      }
    }
  }

  private static final class TimeMicrosWrite extends WriteStep.Partial {
    TimeMicrosWrite(WriteStep other) {
      super(other);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalTime time) {
        out.writeLong(TimeUnit.NANOSECONDS.toMicros(time.toNanoOfDay()));
      } else {
        other.write(value, out);
      }
    }
  }

  private static final class InstantMillisWrite extends WriteStep.Partial {
    InstantMillisWrite(WriteStep other) {
      super(other);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof Instant instant) {
        out.writeLong(instant.toEpochMilli());
      } else {
        other.write(value, out);
      }
    }
  }

  /** In micros or nanos. An overflow near the ends of the range is Avro's to judge. */
  private static final class InstantWrite extends WriteStep.Partial {
    private final long perSecond;
    private final long nanosEach;

    InstantWrite(long perSecond, WriteStep other) {
      super(other);
      this.perSecond = perSecond;
      this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof Instant instant) {
        long seconds = Math.multiplyExact(instant.getEpochSecond(), perSecond);
        out.writeLong(Math.addExact(seconds, instant.getNano() / nanosEach));
      } else {
        other.write(value, out);
      }
    }
  }

  private static final class UuidWrite extends WriteStep.Partial {
    UuidWrite(WriteStep other) {
      super(other);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof UUID uuid) {
        UuidText.write(uuid, out);
      } else {
        other.write(value, out);
      }
    }
  }

  /** Of the schema's scale, and no more digits than it has. */
  private static final class DecimalWrite extends WriteStep.Partial {
    private final DecimalScale scale;

    DecimalWrite(LogicalTypes.Decimal decimal, WriteStep other) {
      super(other);
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
        long unscaled = scale.digits(decimal);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(unscaled < 0 ? ~unscaled : unscaled);
        out.writeBytes(unscaled, bits / Byte.SIZE + 1);
      } else {
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.writeBytes(unscaled, 0, unscaled.length);
      }
    }
  }
}
