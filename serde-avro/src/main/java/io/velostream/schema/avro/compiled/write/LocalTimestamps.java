// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.read.ReadStep;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.avro.data.TimeConversions.LocalTimestampMicrosConversion;
import org.apache.avro.data.TimeConversions.LocalTimestampMillisConversion;
import org.jspecify.annotations.Nullable;

/** Steps for dates with times but no zone: counts of a unit since the epoch, as if in UTC. */
final class LocalTimestamps {

  /** Null before Avro 1.12.0. */
  private static final @Nullable Class<?> NANOS =
      AvroVersion.find("org.apache.avro.data.TimeConversions$LocalTimestampNanosConversion");

  private LocalTimestamps() {}

  /** How many of its units a second has; 0 when a conversion is not of this kind. */
  static long perSecond(Class<?> conversion) {
    if (conversion == LocalTimestampMillisConversion.class) {
      return TimeUnit.SECONDS.toMillis(1);
    }
    if (conversion == LocalTimestampMicrosConversion.class) {
      return TimeUnit.SECONDS.toMicros(1);
    }
    return conversion == NANOS ? TimeUnit.SECONDS.toNanos(1) : 0;
  }

  static final class Read extends ReadStep {
    private final long perSecond;
    private final long nanosEach;

    Read(long perSecond) {
      this.perSecond = perSecond;
      this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    @Override
    public Object read(BinaryReader in) {
      long count = in.readLong();
      long seconds = Math.floorDiv(count, perSecond);
      int nanos = (int) (Math.floorMod(count, perSecond) * nanosEach);
      return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    }
  }

  /** What is beyond the range of the unit overflows, and is then Avro's to judge. */
  static final class Write extends WriteStep.Partial {
    private final long perSecond;
    private final long nanosEach;

    Write(long perSecond, WriteStep other) {
      super(other);
      this.perSecond = perSecond;
      this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    @Override
    @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds are taken with all that is above
    public void write(@Nullable Object value, BinaryWriter out) {
      if (value instanceof LocalDateTime time) {
        long seconds = Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), perSecond);
        out.writeLong(Math.addExact(seconds, time.getNano() / nanosEach));
      } else {
        other.write(value, out);
      }
    }
  }
}
