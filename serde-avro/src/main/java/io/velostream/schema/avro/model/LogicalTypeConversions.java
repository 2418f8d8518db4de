// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/** Which logical types become which Java classes. */
public final class LogicalTypeConversions {

  private static final String TIMES = "org.apache.avro.data.TimeConversions$";
  private static final String OTHERS = "org.apache.avro.Conversions$";

  private LogicalTypeConversions() {}

  /**
   * Those of generic values: as for reflection, and durations to {@code
   * org.apache.avro.util.TimePeriod}, where Avro has that class.
   */
  public static List<Conversion<?>> all() {
    List<Conversion<?>> all = new ArrayList<>(ofReflection());
    add(all, OTHERS + "DurationConversion");
    return List.copyOf(all);
  }

  /**
   * Those of Avro's specification, to {@code java.time}, {@code BigDecimal} and {@code UUID}. The
   * first one of a class says which schema reflection gives it.
   */
  static List<Conversion<?>> ofReflection() {
    List<Conversion<?>> all = new ArrayList<>();
    all.add(new Conversions.UUIDConversion());
    add(all, OTHERS + "BigDecimalConversion");
    all.add(new Conversions.DecimalConversion());
    all.add(new TimeConversions.DateConversion());
    all.add(new TimeConversions.TimeMicrosConversion());
    all.add(new TimeConversions.TimeMillisConversion());
    all.add(new TimeConversions.TimestampMicrosConversion());
    all.add(new TimeConversions.TimestampMillisConversion());
    add(all, TIMES + "TimestampNanosConversion");
    all.add(new TimeConversions.LocalTimestampMicrosConversion());
    all.add(new TimeConversions.LocalTimestampMillisConversion());
    add(all, TIMES + "LocalTimestampNanosConversion");
    return List.copyOf(all);
  }

  /** Adds a conversion that older versions of Avro do not have, where it is there. */
  private static void add(List<Conversion<?>> all, String name) {
    Class<?> found = AvroVersion.find(name);
    if (found == null) {
      return;
    }
    try {
      all.add((Conversion<?>) found.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Avro's " + name + " cannot be made", e);
    }
  }

  /** Those that a generated class was compiled with. */
  public static Collection<Conversion<?>> of(Class<?> generated) {
    return SpecificData.getForClass(generated).getConversions();
  }
}
