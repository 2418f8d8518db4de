// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.read.ValueReader;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.avro.data.TimeConversions.LocalTimestampMicrosConversion;
import org.apache.avro.data.TimeConversions.LocalTimestampMillisConversion;
import org.jspecify.annotations.Nullable;

/** Readers and writers of local timestamps: counts of a unit since the epoch, as if in UTC. */
final class LocalTimestamps {

  /** Null before Avro 1.12.0. */
  private static final @Nullable Class<?> NANOS =
      AvroVersion.find("org.apache.avro.data.TimeConversions$LocalTimestampNanosConversion");

  private LocalTimestamps() {}

  /** The number of units per second; 0 when a conversion is not for local timestamps. */
  static long unitsPerSecond(Class<?> conversion) {
    if (conversion == LocalTimestampMillisConversion.class) {
      return TimeUnit.SECONDS.toMillis(1);
    }
    if (conversion == LocalTimestampMicrosConversion.class) {
      return TimeUnit.SECONDS.toMicros(1);
    }
    return conversion == NANOS ? TimeUnit.SECONDS.toNanos(1) : 0;
  }

  static final class Reader extends ValueReader {
    private final long unitsPerSecond;
    private final long nanosPerUnit;

    Reader(long unitsPerSecond) {
      this.unitsPerSecond = unitsPerSecond;
      this.nanosPerUnit = TimeUnit.SECONDS.toNanos(1) / unitsPerSecond;
    }

    @Override
    public Object read(BinaryReader in) {
      long count = in.readLong();
      long seconds = Math.floorDiv(count, unitsPerSecond);
      int nanos = (int) (Math.floorMod(count, unitsPerSecond) * nanosPerUnit);
      return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    }
  }

  /** A value out of range causes an ArithmeticException, and falls back to Avro. */
  static final class Writer extends ValueWriter.Delegating {
    private final long unitsPerSecond;
    private final long nanosPerUnit;

    Writer(long unitsPerSecond, ValueWriter delegate) {
      super(delegate);
      this.unitsPerSecond = unitsPerSecond;
      this.nanosPerUnit = TimeUnit.SECONDS.toNanos(1) / unitsPerSecond;
    }

    @Override
    @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds are taken with all that is above
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalDateTime time) {
        long seconds = Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), unitsPerSecond);
        out.writeLong(Math.addExact(seconds, time.getNano() / nanosPerUnit));
      } else {
        delegate.write(value, out);
      }
    }
  }
}
