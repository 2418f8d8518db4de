// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.math.BigDecimal;
import org.apache.avro.LogicalTypes;

/**
 * The scale and precision of a decimal schema, and an allocation-free way to get the unscaled value
 * of short decimals.
 *
 * <p>{@link BigDecimal} returns its digits only as a new {@code BigInteger}. For a short decimal
 * they can be computed from its double value: 15 digits are less than 2^50; powers of ten are exact
 * as doubles up to 10^22; the division in {@code BigDecimal.doubleValue} and the multiplication
 * here each have a relative error of at most 2^-53. The total error is less than one half, so
 * rounding returns the exact digits.
 */
public final class DecimalScale {

  private static final int MAX_EXACT_DIGITS = 15;
  private static final int MAX_EXACT_POWER = 22;

  private final int scale;
  private final int precision;
  private final int maxExactPrecision;
  private final double powerOfTen;

  public DecimalScale(LogicalTypes.Decimal decimal) {
    this.scale = decimal.getScale();
    this.precision = decimal.getPrecision();
    boolean isExact = scale <= MAX_EXACT_POWER;
    this.maxExactPrecision = isExact ? MAX_EXACT_DIGITS : 0;
    this.powerOfTen = isExact ? BigDecimal.TEN.pow(scale).doubleValue() : 0;
  }

  /** Whether a decimal has the scale of the schema and does not exceed its precision. */
  public boolean fits(BigDecimal value) {
    return value.scale() == scale && value.precision() <= precision;
  }

  /** Whether {@link #unscaledValue} is exact for a decimal that fits. */
  public boolean hasExactDouble(BigDecimal value) {
    return value.precision() <= maxExactPrecision;
  }

  /** The unscaled value of a short decimal. */
  public long unscaledValue(BigDecimal value) {
    return (long) Math.rint(value.doubleValue() * powerOfTen);
  }
}
