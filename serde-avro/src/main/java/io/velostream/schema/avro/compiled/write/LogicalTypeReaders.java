// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.read.ConvertingReader;
import io.velostream.schema.avro.compiled.read.PrimitiveReaders;
import io.velostream.schema.avro.compiled.read.StringReaders;
import io.velostream.schema.avro.compiled.read.ValueReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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
 * Readers that create the same Java objects of logical types as Avro's own conversions, but without
 * intermediate boxes, buffers and strings.
 */
public final class LogicalTypeReaders {

  /** Null before Avro 1.12.0. */
  static final @Nullable Class<?> TIMESTAMP_NANOS =
      AvroVersion.find("org.apache.avro.data.TimeConversions$TimestampNanosConversion");

  private LogicalTypeReaders() {}

  /**
   * Returns a reader of the Java objects of a logical type. Avoids the intermediate value if
   * possible.
   */
  public static ValueReader converted(ValueReader raw, Schema schema, Conversion<?> conversion) {
    ValueReader valueReader = of(raw, schema, conversion.getClass());
    return valueReader == null ? new ConvertingReader(raw, schema, conversion) : valueReader;
  }

  private static @Nullable ValueReader of(ValueReader raw, Schema schema, Class<?> conversion) {
    if (raw instanceof PrimitiveReaders.IntReader && schema.getType() == Schema.Type.INT) {
      return ofInt(conversion);
    }
    if (raw instanceof PrimitiveReaders.LongReader) {
      return ofLong(conversion);
    }
    if (raw instanceof StringReaders.StringReader || raw instanceof StringReaders.Utf8Reader) {
      return schema.getType() == Schema.Type.STRING && conversion == UUIDConversion.class
          ? new UuidReader()
          : null;
    }
    if (raw instanceof StringReaders.FixedReader fixed && schema.getType() == Schema.Type.FIXED) {
      return fixed.isPlainFixed() ? FixedLogicalTypes.read(schema, conversion) : null;
    }
    return raw instanceof StringReaders.ByteBufferReader
            && conversion == DecimalConversion.class
            && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new DecimalReader(decimal.getScale())
        : null;
  }

  private static @Nullable ValueReader ofInt(Class<?> conversion) {
    return conversion == DateConversion.class
        ? new DateReader()
        : conversion == TimeMillisConversion.class ? new TimeMillisReader() : null;
  }

  private static @Nullable ValueReader ofLong(Class<?> conversion) {
    if (conversion == TimestampMillisConversion.class) {
      return new InstantMillisReader();
    }
    if (conversion == TimestampMicrosConversion.class) {
      return new InstantReader(TimeUnit.SECONDS.toMicros(1));
    }
    if (conversion == TIMESTAMP_NANOS) {
      return new InstantReader(TimeUnit.SECONDS.toNanos(1));
    }
    if (conversion == TimeMicrosConversion.class) {
      return new TimeMicrosReader();
    }
    long unitsPerSecond = LocalTimestamps.unitsPerSecond(conversion);
    return unitsPerSecond > 0 ? new LocalTimestamps.Reader(unitsPerSecond) : null;
  }

  private static final class DateReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return LocalDate.ofEpochDay(in.readInt());
    }
  }

  private static final class TimeMillisReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(in.readInt()));
    }
  }

  private static final class TimeMicrosReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return LocalTime.ofNanoOfDay(TimeUnit.MICROSECONDS.toNanos(in.readLong()));
    }
  }

  private static final class InstantMillisReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return Instant.ofEpochMilli(in.readLong());
    }
  }

  /** Reads timestamps in microseconds or nanoseconds. */
  private static final class InstantReader extends ValueReader {
    private final long unitsPerSecond;
    private final long nanosPerUnit;

    InstantReader(long unitsPerSecond) {
      this.unitsPerSecond = unitsPerSecond;
      this.nanosPerUnit = TimeUnit.SECONDS.toNanos(1) / unitsPerSecond;
    }

    @Override
    public Object read(BinaryReader in) {
      long count = in.readLong();
      return Instant.ofEpochSecond(count / unitsPerSecond, count % unitsPerSecond * nanosPerUnit);
    }
  }

  private static final class UuidReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return UuidText.read(in);
    }
  }

  private static final class DecimalReader extends ValueReader {
    private final int scale;

    DecimalReader(int scale) {
      this.scale = scale;
    }

    @Override
    public Object read(BinaryReader in) {
      int length = in.readLength();
      if (length == 0) {
        throw FallbackToAvro.create();
      }
      return FixedLogicalTypes.decimal(in, length, scale);
    }
  }
}
