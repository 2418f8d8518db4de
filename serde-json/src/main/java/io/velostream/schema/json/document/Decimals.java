// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Arithmetic whose cost depends on the digits of numbers, and not on their exponents: {@code
 * 1e9999} is never written out in full.
 */
public final class Decimals {

  /** Digits of numbers, exponents included, that the JDK's arithmetic is quick with. */
  private static final int FEW_DIGITS = 40;

  /** Digits that cost nothing beyond the step of the rule that looks at them. */
  private static final int FREE_DIGITS = 64;

  /** Arithmetic is about quadratic: the square of the digits that one step pays for. */
  private static final int DIGITS_SQUARED_EACH = 512;

  private Decimals() {}

  /**
   * Takes the steps for one rule that looks at a number.
   *
   * @param digits how many it has
   */
  public static void spend(int digits, StepBudget budget) {
    if (digits > FREE_DIGITS) {
      budget.spend((long) digits * digits / DIGITS_SQUARED_EACH);
    }
  }

  /** The same number without zeros at its end, so that equal numbers are equal objects. */
  public static BigDecimal canonical(BigDecimal number) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    return number.precision() <= FEW_DIGITS ? number.stripTrailingZeros() : stripped(number);
  }

  /** Strips zeros in halves: one after the other, each would cost a division of all digits. */
  private static BigDecimal stripped(BigDecimal number) {
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

  /** A power of two that is not below half the zeros that a number may end with. */
  private static int highestPowerOfTwo(BigInteger digits) {
    return Integer.highestOneBit(digits.getLowestSetBit());
  }

  /** Whether a number has no fraction; one of zeros is none. */
  public static boolean isWhole(BigDecimal number) {
    return number.scale() <= 0 || canonical(number).scale() <= 0;
  }

  /**
   * Whether a number is a multiple of another one. With {@code number = u * 10^-s} and {@code
   * divisor = v * 10^-t} it is one when {@code v} divides {@code u * 10^(t-s)}: the power is taken
   * modulo {@code v}, and when it is negative it divides no {@code u} without zeros at its end.
   *
   * @param divisor above zero
   */
  public static boolean isMultiple(BigDecimal number, BigDecimal divisor) {
    long shift = (long) divisor.scale() - number.scale();
    if (number.precision() + divisor.precision() + Math.abs(shift) <= FEW_DIGITS) {
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
