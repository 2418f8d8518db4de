// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Casts between decimals of different scales and encodings, and between decimals and strings of
 * digits. Values are never rounded.
 */
final class DecimalCast {

  /**
   * Limit of bytes and of digits. Longer numbers cost more CPU time than the size of their payload
   * justifies.
   */
  private static final int MAX_DIGITS = 10_000;

  private DecimalCast() {}

  static boolean involves(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal
        || BigDecimalLogicalType.matches(schema);
  }

  /** Returns the cast for a pair of schemas of which at least one is a decimal. */
  static @Nullable LogicalTypeCast between(Schema from, Schema to) {
    if (LogicalTypeNames.of(from) == null || LogicalTypeNames.of(to) == null) {
      return from.getType() == to.getType() ? null : castWithString(from, to);
    }
    if (!involves(from) || !involves(to)) {
      throw LogicalTypeCast.noCommonMeaning(from, to);
    }
    return isIdentity(from, to) ? null : cast(from, to);
  }

  /** Casts between a decimal and a type without a logical type. Only a string can be cast. */
  private static @Nullable LogicalTypeCast castWithString(Schema from, Schema to) {
    boolean isText = from.getType() == Schema.Type.STRING || to.getType() == Schema.Type.STRING;
    if (!isText) {
      return null;
    }
    return cast(from, to);
  }

  /** Whether all values have the same encoding in both schemas. */
  private static boolean isIdentity(Schema from, Schema to) {
    return (from.getLogicalType() instanceof LogicalTypes.Decimal before
            && to.getLogicalType() instanceof LogicalTypes.Decimal after)
        ? before.getScale() == after.getScale() && before.getPrecision() <= after.getPrecision()
        : BigDecimalLogicalType.matches(from) && BigDecimalLogicalType.matches(to);
  }

  private static LogicalTypeCast cast(Schema from, Schema to) {
    BigDecimalLogicalType.requireSupported(from);
    BigDecimalLogicalType.requireSupported(to);
    Function<Object, BigDecimal> decoder = decoder(from);
    Function<BigDecimal, Object> encoder = encoder(to);
    return value -> encoder.apply(decoder.apply(value));
  }

  private static Function<Object, BigDecimal> decoder(Schema from) {
    if (from.getType() == Schema.Type.STRING) {
      return text -> parse((String) text);
    }
    if (from.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return bytes -> new BigDecimal(unscaled((byte[]) bytes), decimal.getScale());
    }
    return bytes -> bigDecimal((byte[]) bytes, from);
  }

  private static BigDecimal bigDecimal(byte[] bytes, Schema from) {
    if (bytes.length > MAX_DIGITS) {
      throw tooLong();
    }
    try {
      return BigDecimalLogicalType.read(ByteBuffer.wrap(bytes), from);
    } catch (RuntimeException e) {
      throw new RejectedValueException("bytes are not a valid big-decimal");
    }
  }

  private static BigInteger unscaled(byte[] bytes) {
    if (bytes.length == 0) {
      throw new RejectedValueException("a decimal has no bytes");
    }
    if (bytes.length > MAX_DIGITS) {
      throw tooLong();
    }
    return new BigInteger(bytes);
  }

  private static BigDecimal parse(String text) {
    if (text.length() > MAX_DIGITS) {
      throw tooLong();
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new RejectedValueException("a text is not a decimal number");
    }
  }

  private static RejectedValueException tooLong() {
    return new RejectedValueException("a decimal has more than " + MAX_DIGITS + " digits");
  }

  private static Function<BigDecimal, Object> encoder(Schema to) {
    if (to.getType() == Schema.Type.STRING) {
      return DecimalCast::digits;
    }
    if (to.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return value -> bytes(rescale(value, decimal).unscaledValue().toByteArray(), to);
    }
    return value -> {
      ByteBuffer buffer = BigDecimalLogicalType.write(value, to);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    };
  }

  /** Formats without an exponent, unless that takes many more characters than there are digits. */
  private static String digits(BigDecimal value) {
    return value.scale() >= 0 && value.scale() <= MAX_DIGITS
        ? value.toPlainString()
        : value.toString();
  }

  private static BigDecimal rescale(BigDecimal value, LogicalTypes.Decimal decimal) {
    long addedDigits = (long) decimal.getScale() - value.scale();
    if (value.signum() == 0) {
      return BigDecimal.valueOf(0, decimal.getScale());
    }
    if (value.precision() + addedDigits > decimal.getPrecision() || addedDigits > MAX_DIGITS) {
      throw new RejectedValueException(
          "a decimal has more digits than decimal(%d,%d) can hold"
              .formatted(decimal.getPrecision(), decimal.getScale()));
    }
    try {
      if (-addedDigits < value.precision()) {
        return value.setScale(decimal.getScale(), RoundingMode.UNNECESSARY);
      }
    } catch (ArithmeticException e) {
      // rejected below
    }
    throw new RejectedValueException(
        "a decimal has more decimal places than " + decimal.getScale());
  }

  private static byte[] bytes(byte[] unscaled, Schema to) {
    if (to.getType() != Schema.Type.FIXED) {
      return unscaled;
    }
    int size = to.getFixedSize();
    if (unscaled.length > size) {
      throw new RejectedValueException("a decimal takes more than " + size + " bytes");
    }
    byte[] fixed = new byte[size];
    Arrays.fill(fixed, 0, size - unscaled.length, (byte) (unscaled[0] < 0 ? -1 : 0));
    System.arraycopy(unscaled, 0, fixed, size - unscaled.length, unscaled.length);
    return fixed;
  }
}
