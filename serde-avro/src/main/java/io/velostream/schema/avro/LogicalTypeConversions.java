// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/** Which logical types become which Java classes. */
final class LogicalTypeConversions {

  private static final boolean HAS_DURATION =
      isPresent("org.apache.avro.Conversions$DurationConversion");

  private LogicalTypeConversions() {}

  /** Refers to a class that older versions of Avro do not have; only loaded where it is there. */
  private static final class OfDuration {
    static Conversion<?> made() {
      return new Conversions.DurationConversion();
    }
  }

  private static boolean isPresent(String name) {
    try {
      Class.forName(name, false, LogicalTypeConversions.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Those of generic values: as for reflection, and durations to {@code
   * org.apache.avro.util.TimePeriod}, where Avro has that class.
   */
  static List<Conversion<?>> all() {
    List<Conversion<?>> all = new ArrayList<>(ofReflection());
    if (HAS_DURATION) {
      all.add(OfDuration.made());
    }
    return List.copyOf(all);
  }

  /**
   * Those of Avro's specification, to {@code java.time}, {@code BigDecimal} and {@code UUID}. The
   * first one of a class says which schema reflection gives it.
   */
  static List<Conversion<?>> ofReflection() {
    return List.of(
        new Conversions.UUIDConversion(),
        new Conversions.BigDecimalConversion(),
        new Conversions.DecimalConversion(),
        new TimeConversions.DateConversion(),
        new TimeConversions.TimeMicrosConversion(),
        new TimeConversions.TimeMillisConversion(),
        new TimeConversions.TimestampMicrosConversion(),
        new TimeConversions.TimestampMillisConversion(),
        new TimeConversions.TimestampNanosConversion(),
        new TimeConversions.LocalTimestampMicrosConversion(),
        new TimeConversions.LocalTimestampMillisConversion(),
        new TimeConversions.LocalTimestampNanosConversion());
  }

  /** Those that a generated class was compiled with. */
  static Collection<Conversion<?>> of(Class<?> generated) {
    return SpecificData.getForClass(generated).getConversions();
  }
}
