// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Floating-point numbers of {@code .proto} text. Descriptors hold them as {@code protoc} prints
 * them: with the format {@code %g} of C, of the fewest of two precisions that keep the value.
 */
final class Decimals {

  private static final int FLOAT_DIGITS = 6;
  private static final int ALL_FLOAT_DIGITS = 9;
  private static final int DOUBLE_DIGITS = 15;
  private static final int ALL_DOUBLE_DIGITS = 17;
  private static final int MIN_PLAIN_EXPONENT = -4;

  private Decimals() {}

  /**
   * Parses a number without a sign.
   *
   * @throws NumberFormatException if it is none
   */
  static double parse(String number) {
    boolean isDecimal = number.chars().allMatch(each -> each >= '0' && each <= '9');
    if (isDecimal && !number.startsWith("0")) {
      return Double.parseDouble(number);
    }
    boolean isInteger = isDecimal || number.startsWith("0x") || number.startsWith("0X");
    return isInteger
        ? new BigDecimal(Long.toUnsignedString(Integers.parse(number))).doubleValue()
        : floating(number);
  }

  /** Java's suffixes are no part of a number here. */
  private static double floating(String number) {
    char last = number.charAt(number.length() - 1);
    if (Character.isLetter(last)) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(number);
  }

  /**
   * Parses a number that is a word.
   *
   * @throws NumberFormatException if it is none
   */
  static double named(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> throw new NumberFormatException();
    };
  }

  /** The text of a number that is not negative, in a descriptor of a field of this type. */
  static String text(double value, FieldDescriptorProto.Type type) {
    boolean isFloat = type == FieldDescriptorProto.Type.TYPE_FLOAT;
    double kept = isFloat ? (float) value : value;
    if (Double.isNaN(kept) || Double.isInfinite(kept)) {
      return Double.isNaN(kept) ? "nan" : "inf";
    }
    if (kept == 0) {
      return "0";
    }
    int digits = isFloat ? FLOAT_DIGITS : DOUBLE_DIGITS;
    BigDecimal rounded = new BigDecimal(kept).round(new MathContext(digits));
    if ((isFloat ? rounded.floatValue() : rounded.doubleValue()) != kept) {
      digits = isFloat ? ALL_FLOAT_DIGITS : ALL_DOUBLE_DIGITS;
      rounded = new BigDecimal(kept).round(new MathContext(digits));
    }
    return text(rounded.stripTrailingZeros(), digits);
  }

  private static String text(BigDecimal number, int digits) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= MIN_PLAIN_EXPONENT && exponent < digits) {
      return number.toPlainString();
    }
    String unscaled = number.unscaledValue().toString();
    String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
    return unscaled.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
  }
}
