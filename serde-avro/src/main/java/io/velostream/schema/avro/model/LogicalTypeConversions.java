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

/** The conversions between logical types and Java classes. */
public final class LogicalTypeConversions {

  private static final String TIMES = "org.apache.avro.data.TimeConversions$";
  private static final String OTHERS = "org.apache.avro.Conversions$";

  private LogicalTypeConversions() {}

  /**
   * Returns the conversions for generic values: those for reflection, and of durations to {@code
   * org.apache.avro.util.TimePeriod}, if Avro has that class.
   */
  public static List<Conversion<?>> all() {
    List<Conversion<?>> all = new ArrayList<>(ofReflection());
    add(all, OTHERS + "DurationConversion");
    return List.copyOf(all);
  }

  /**
   * Returns the conversions for reflection: to {@code java.time}, {@code BigDecimal} and {@code
   * UUID}. The first conversion of a class defines its schema.
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

  /** Adds a conversion if this version of Avro has it. */
  private static void add(List<Conversion<?>> all, String name) {
    Class<?> found = AvroVersion.find(name);
    if (found == null) {
      return;
    }
    try {
      all.add((Conversion<?>) found.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Avro's " + name + " cannot be instantiated", e);
    }
  }

  /** Returns the conversions that a generated class was compiled with. */
  public static Collection<Conversion<?>> of(Class<?> generated) {
    return SpecificData.getForClass(generated).getConversions();
  }
}
