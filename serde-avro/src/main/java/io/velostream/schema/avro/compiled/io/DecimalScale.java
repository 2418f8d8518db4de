// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.math.BigDecimal;
import org.apache.avro.LogicalTypes;

/**
 * Scale and precision of a schema's decimals, and the digits of a value without an object for them.
 *
 * <p>{@link BigDecimal} gives its digits as a {@code BigInteger} alone, made for each call. Those
 * of a short one can be had from its double: 15 digits are less than 2^50, ten is exact as a double
 * up to its 22nd power (as {@code BigDecimal.doubleValue} uses it), and to divide and multiply each
 * err by 2^-53 of the value at most, so that less than a half is lost, and rounding gives the
 * digits.
 */
public final class DecimalScale {

  private static final int SHORT_DIGITS = 15;
  private static final int MOST_EXACT_POWER = 22;

  private final int scale;
  private final int precision;
  private final int shortPrecision;
  private final double unit;

  public DecimalScale(LogicalTypes.Decimal decimal) {
    this.scale = decimal.getScale();
    this.precision = decimal.getPrecision();
    boolean isExact = scale <= MOST_EXACT_POWER;
    this.shortPrecision = isExact ? SHORT_DIGITS : 0;
    this.unit = isExact ? BigDecimal.TEN.pow(scale).doubleValue() : 0;
  }

  /** Whether a decimal has the scale of its schema, and no more digits than that allows. */
  public boolean fits(BigDecimal value) {
    return value.scale() == scale && value.precision() <= precision;
  }

  /** Whether {@link #digits} can be had of a decimal that fits. */
  public boolean isShort(BigDecimal value) {
    return value.precision() <= shortPrecision;
  }

  /** The unscaled value of a short decimal. */
  public long digits(BigDecimal value) {
    return (long) Math.rint(value.doubleValue() * unit);
  }
}
