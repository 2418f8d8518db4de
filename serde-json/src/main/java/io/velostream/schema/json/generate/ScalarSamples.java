// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sample values of JDK classes that Jackson writes as a scalar or a short array. Samples have a
 * fraction, a time zone and so on if their class supports it.
 */
final class ScalarSamples {

  private static final OffsetDateTime MOMENT =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 600_000_007, ZoneOffset.ofHours(1));

  private static final Map<Class<?>, Object> BY_CLASS = new HashMap<>();

  static {
    numbers();
    texts();
    times();
  }

  private ScalarSamples() {}

  private static void numbers() {
    put((byte) 1, byte.class);
    put((short) 1, short.class);
    put(1, int.class);
    put(1L, long.class);
    put(1.5f, float.class);
    put(1.5, double.class);
    put(true, boolean.class);
    put(new BigDecimal("1.5"));
    put(BigInteger.ONE);
    put(new AtomicInteger(1));
    put(new AtomicLong(1));
    put(new AtomicBoolean(true));
    put(OptionalInt.of(1));
    put(OptionalLong.of(1));
    put(OptionalDouble.of(1.5));
    BY_CLASS.put(Number.class, new BigDecimal("1.5"));
  }

  private static void texts() {
    put('a', char.class);
    put("a");
    put(new char[] {'a'});
    put(new byte[] {1});
    put(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.class);
    put(new UUID(1, 2));
    BY_CLASS.put(CharSequence.class, "a");
  }

  private static void times() {
    put(MOMENT);
    put(MOMENT.toInstant());
    put(MOMENT.toZonedDateTime());
    put(MOMENT.toLocalDateTime());
    put(MOMENT.toLocalDate());
    put(MOMENT.toLocalTime());
    put(MOMENT.toOffsetTime());
    put(YearMonth.of(2026, 1));
    put(Year.of(2026));
    put(MonthDay.of(1, 2));
    put(Duration.ofMillis(1_500));
    put(Period.ofDays(1));
    put(Date.from(MOMENT.toInstant()));
    GregorianCalendar calendar = GregorianCalendar.from(MOMENT.toZonedDateTime());
    put(calendar);
    BY_CLASS.put(Calendar.class, calendar);
  }

  private static void put(Object sample, Class<?>... also) {
    BY_CLASS.put(sample.getClass(), sample);
    for (Class<?> each : also) {
      BY_CLASS.put(each, sample);
    }
  }

  /** Returns a sample of a class; null when there is none. */
  static @Nullable Object of(Class<?> type) {
    return BY_CLASS.get(type);
  }

  /**
   * Whether a sample is a point in time that is written with an offset of whole minutes. Offsets of
   * zones and of {@link OffsetDateTime} may have seconds.
   */
  static boolean isMoment(Object sample) {
    return sample instanceof Instant || sample instanceof Date || sample instanceof Calendar;
  }
}
