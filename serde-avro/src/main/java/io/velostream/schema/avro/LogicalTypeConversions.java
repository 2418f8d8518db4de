// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.util.Collection;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/** Which logical types become which Java classes. */
final class LogicalTypeConversions {

  private LogicalTypeConversions() {}

  /**
   * Those of Avro's specification, to {@code java.time}, {@code BigDecimal} and {@code UUID}. The
   * first one of a class says which schema reflection gives it.
   */
  static List<Conversion<?>> all() {
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
