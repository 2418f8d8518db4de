// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Decimal arithmetic whose cost depends on the number of digits, not on exponents: {@code 1e9999}
 * is never expanded.
 */
public final class DecimalMath {

  /** Maximum number of digits, exponents included, for which the JDK's arithmetic is fast. */
  private static final int MAX_FAST_DIGITS = 40;

  /** Number of digits without additional cost. */
  private static final int FREE_DIGITS = 64;

  /** Arithmetic is about quadratic: the squared number of digits per step. */
  private static final int SQUARED_DIGITS_PER_STEP = 512;

  private DecimalMath() {}

  /**
   * Spends the steps for one rule that evaluates a number.
   *
   * @param digits the number of digits
   */
  public static void spend(int digits, StepBudget budget) {
    if (digits > FREE_DIGITS) {
      budget.spend((long) digits * digits / SQUARED_DIGITS_PER_STEP);
    }
  }

  /** Returns the number without trailing zeros, so that equal numbers are equal objects. */
  public static BigDecimal canonical(BigDecimal number) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    return number.precision() <= MAX_FAST_DIGITS
        ? number.stripTrailingZeros()
        : stripTrailingZeros(number);
  }

  /**
   * Strips trailing zeros in powers of two. Stripping them one by one would take a division of all
   * digits for each zero.
   */
  private static BigDecimal stripTrailingZeros(BigDecimal number) {
    BigInteger digits = number.unscaledValue();
    long scale = number.scale();
    for (int zeros = highestPowerOfTwo(digits); zeros > 0; zeros /= 2) {
      BigInteger power = BigInteger.TEN.pow(zeros);
      BigInteger[] divided = digits.divideAndRemainder(power);
      while (divided[1].signum() == 0) {
        digits = divided[0];
        scale -= zeros;
        divided = digits.divideAndRemainder(power);
      }
    }
    return new BigDecimal(digits, Math.toIntExact(scale));
  }

  /** A power of two that is at least half the maximum number of trailing zeros. */
  private static int highestPowerOfTwo(BigInteger digits) {
    return Integer.highestOneBit(digits.getLowestSetBit());
  }

  /** Whether a number is an integer. Trailing zeros of a fraction are ignored. */
  public static boolean isWhole(BigDecimal number) {
    return number.scale() <= 0 || canonical(number).scale() <= 0;
  }

  /**
   * Whether a number is a multiple of another one. With {@code number = u * 10^-s} and {@code
   * divisor = v * 10^-t}, this is the case if {@code v} divides {@code u * 10^(t-s)}. The power is
   * computed modulo {@code v}. If the exponent is negative, the answer is false, because {@code u}
   * has no trailing zeros.
   *
   * @param divisor must be positive
   */
  public static boolean isMultiple(BigDecimal number, BigDecimal divisor) {
    long shift = (long) divisor.scale() - number.scale();
    if (number.precision() + divisor.precision() + Math.abs(shift) <= MAX_FAST_DIGITS) {
      return number.remainder(divisor).signum() == 0;
    }
    if (number.signum() == 0) {
      return true;
    }
    BigDecimal multiple = canonical(number);
    BigDecimal base = canonical(divisor);
    long power = (long) base.scale() - multiple.scale();
    if (power < 0) {
      return false;
    }
    BigInteger modulus = base.unscaledValue();
    BigInteger rest = multiple.unscaledValue().mod(modulus);
    return rest.multiply(BigInteger.TEN.modPow(BigInteger.valueOf(power), modulus))
            .mod(modulus)
            .signum()
        == 0;
  }
}
