// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.read.OtherReads;
import io.velostream.schema.avro.compiled.read.PrimitiveReaders;
import io.velostream.schema.avro.compiled.read.ReadStep;
import io.velostream.schema.avro.compiled.read.StringReaders;
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
 * Steps that make the same Java objects of logical types as Avro's own conversions, but without the
 * boxes, buffers and texts that those are given.
 */
public final class LogicalReads {

  /** Null before Avro 1.12.0. */
  static final @Nullable Class<?> TIMESTAMP_NANOS =
      AvroVersion.find("org.apache.avro.data.TimeConversions$TimestampNanosConversion");

  private LogicalReads() {}

  /** Makes the Java object of a logical type, without what is in between where that can be. */
  public static ReadStep converted(ReadStep raw, Schema schema, Conversion<?> conversion) {
    ReadStep step = of(raw, schema, conversion.getClass());
    return step == null ? new OtherReads.Converted(raw, schema, conversion) : step;
  }

  private static @Nullable ReadStep of(ReadStep raw, Schema schema, Class<?> conversion) {
    if (raw instanceof PrimitiveReaders.IntRead && schema.getType() == Schema.Type.INT) {
      return ofInt(conversion);
    }
    if (raw instanceof PrimitiveReaders.LongRead) {
      return ofLong(conversion);
    }
    if (raw instanceof StringReaders.StringRead || raw instanceof StringReaders.Utf8Read) {
      return schema.getType() == Schema.Type.STRING && conversion == UUIDConversion.class
          ? new UuidRead()
          : null;
    }
    if (raw instanceof StringReaders.FixedRead fixed && schema.getType() == Schema.Type.FIXED) {
      return fixed.isOfAvrosOwn() ? LogicalFixed.read(schema, conversion) : null;
    }
    return raw instanceof StringReaders.BytesRead
            && conversion == DecimalConversion.class
            && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new DecimalRead(decimal.getScale())
        : null;
  }

  private static @Nullable ReadStep ofInt(Class<?> conversion) {
    return conversion == DateConversion.class
        ? new DateRead()
        : conversion == TimeMillisConversion.class ? new TimeMillisRead() : null;
  }

  private static @Nullable ReadStep ofLong(Class<?> conversion) {
    if (conversion == TimestampMillisConversion.class) {
      return new InstantMillisRead();
    }
    if (conversion == TimestampMicrosConversion.class) {
      return new InstantRead(TimeUnit.SECONDS.toMicros(1));
    }
    if (conversion == TIMESTAMP_NANOS) {
      return new InstantRead(TimeUnit.SECONDS.toNanos(1));
    }
    if (conversion == TimeMicrosConversion.class) {
      return new TimeMicrosRead();
    }
    long perSecond = LocalTimestamps.perSecond(conversion);
    return perSecond > 0 ? new LocalTimestamps.Read(perSecond) : null;
  }

  private static final class DateRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return LocalDate.ofEpochDay(in.readInt());
    }
  }

  private static final class TimeMillisRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(in.readInt()));
    }
  }

  private static final class TimeMicrosRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return LocalTime.ofNanoOfDay(TimeUnit.MICROSECONDS.toNanos(in.readLong()));
    }
  }

  private static final class InstantMillisRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return Instant.ofEpochMilli(in.readLong());
    }
  }

  /** Of micros or nanos. */
  private static final class InstantRead extends ReadStep {
    private final long perSecond;
    private final long nanosEach;

    InstantRead(long perSecond) {
      this.perSecond = perSecond;
      this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    @Override
    public Object read(BinaryReader in) {
      long count = in.readLong();
      return Instant.ofEpochSecond(count / perSecond, count % perSecond * nanosEach);
    }
  }

  private static final class UuidRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return UuidText.read(in);
    }
  }

  private static final class DecimalRead extends ReadStep {
    private final int scale;

    DecimalRead(int scale) {
      this.scale = scale;
    }

    @Override
    public Object read(BinaryReader in) {
      int length = in.readLength();
      if (length == 0) {
        throw FallbackToAvro.here();
      }
      return LogicalFixed.decimal(in, length, scale);
    }
  }
}
