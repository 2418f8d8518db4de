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
 * Writers that encode Java objects of logical types to the same bytes as Avro's own conversions,
 * but without intermediate boxes, buffers and strings. Values of other classes go to a delegate.
 */
final class LogicalTypeWriters {

  private LogicalTypeWriters() {}

  /**
   * Returns a writer that replaces a conversion; null when the conversion is not supported.
   *
   * @param delegate writes values of other classes
   */
  static @Nullable ValueWriter of(Schema schema, Conversion<?> conversion, ValueWriter delegate) {
    Class<?> type = conversion.getClass();
    return switch (schema.getType()) {
      case INT ->
          type == DateConversion.class
              ? new DateWriter(delegate)
              : type == TimeMillisConversion.class ? new TimeMillisWriter(delegate) : null;
      case LONG -> ofLong(type, delegate);
      case STRING -> type == UUIDConversion.class ? new UuidWriter(delegate) : null;
      case BYTES ->
          type == DecimalConversion.class
                  && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
              ? new DecimalWriter(decimal, delegate)
              : null;
      case FIXED -> FixedLogicalTypes.write(schema, type, delegate);
      default -> null;
    };
  }

  private static @Nullable ValueWriter ofLong(Class<?> type, ValueWriter delegate) {
    if (type == TimestampMillisConversion.class) {
      return new InstantMillisWriter(delegate);
    }
    if (type == TimestampMicrosConversion.class) {
      return new InstantWriter(TimeUnit.SECONDS.toMicros(1), delegate);
    }
    if (type == LogicalTypeReaders.TIMESTAMP_NANOS) {
      return new InstantWriter(TimeUnit.SECONDS.toNanos(1), delegate);
    }
    if (type == TimeMicrosConversion.class) {
      return new TimeMicrosWriter(delegate);
    }
    long unitsPerSecond = LocalTimestamps.unitsPerSecond(type);
    return unitsPerSecond > 0 ? new LocalTimestamps.Writer(unitsPerSecond, delegate) : null;
  }

  private static final class DateWriter extends ValueWriter.Delegating {
    DateWriter(ValueWriter delegate) {
      super(delegate);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalDate date) {
        out.writeInt((int) date.toEpochDay());
      } else {
        delegate.write(value, out);
      }
    }
  }

  private static final class TimeMillisWriter extends ValueWriter.Delegating {
    TimeMillisWriter(ValueWriter delegate) {
      super(delegate);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalTime time) {
        out.writeInt((int) TimeUnit.NANOSECONDS.toMillis(time.toNanoOfDay()));
      } else {
        delegate.write(value, out);
      }
    }
  }

  private static final class TimeMicrosWriter extends ValueWriter.Delegating {
    TimeMicrosWriter(ValueWriter delegate) {
      super(delegate);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalTime time) {
        out.writeLong(TimeUnit.NANOSECONDS.toMicros(time.toNanoOfDay()));
      } else {
        delegate.write(value, out);
      }
    }
  }

  private static final class InstantMillisWriter extends ValueWriter.Delegating {
    InstantMillisWriter(ValueWriter delegate) {
      super(delegate);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof Instant instant) {
        out.writeLong(instant.toEpochMilli());
      } else {
        delegate.write(value, out);
      }
    }
  }

  /** Writes timestamps in microseconds or nanoseconds. An overflow falls back to Avro. */
  private static final class InstantWriter extends ValueWriter.Delegating {
    private final long unitsPerSecond;
    private final long nanosPerUnit;

    InstantWriter(long unitsPerSecond, ValueWriter delegate) {
      super(delegate);
      this.unitsPerSecond = unitsPerSecond;
      this.nanosPerUnit = TimeUnit.SECONDS.toNanos(1) / unitsPerSecond;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof Instant instant) {
        long seconds = Math.multiplyExact(instant.getEpochSecond(), unitsPerSecond);
        out.writeLong(Math.addExact(seconds, instant.getNano() / nanosPerUnit));
      } else {
        delegate.write(value, out);
      }
    }
  }

  private static final class UuidWriter extends ValueWriter.Delegating {
    UuidWriter(ValueWriter delegate) {
      super(delegate);
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof UUID uuid) {
        UuidText.write(uuid, out);
      } else {
        delegate.write(value, out);
      }
    }
  }

  /** Writes decimals that have the schema's scale and do not exceed its precision. */
  private static final class DecimalWriter extends ValueWriter.Delegating {
    private final DecimalScale scale;

    DecimalWriter(LogicalTypes.Decimal decimal, ValueWriter delegate) {
      super(delegate);
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
        long unscaled = scale.unscaledValue(decimal);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(unscaled < 0 ? ~unscaled : unscaled);
        out.writeBytes(unscaled, bits / Byte.SIZE + 1);
      } else {
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.writeBytes(unscaled, 0, unscaled.length);
      }
    }
  }
}
