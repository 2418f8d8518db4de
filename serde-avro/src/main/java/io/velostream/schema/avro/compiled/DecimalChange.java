// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.UnfitValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Decimals of other scales and forms, and their digits as text. No value is rounded. */
final class DecimalChange {

  /** Of bytes and of digits; longer ones would cost more than their payload warrants. */
  private static final int MOST_DIGITS = 10_000;

  private DecimalChange() {}

  static boolean concerns(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal || BigDecimals.are(schema);
  }

  /** The change of a pair of which at least one is a decimal. */
  static @Nullable LogicalChange between(Schema from, Schema to) {
    if (LogicalNames.of(from) == null || LogicalNames.of(to) == null) {
      return from.getType() == to.getType() ? null : withText(from, to);
    }
    if (!concerns(from) || !concerns(to)) {
      throw LogicalChange.noCommonMeaning(from, to);
    }
    return isWithin(from, to) ? null : changed(from, to);
  }

  /** Between a decimal and a type without logical type, of which text alone has digits. */
  private static @Nullable LogicalChange withText(Schema from, Schema to) {
    boolean isText = from.getType() == Schema.Type.STRING || to.getType() == Schema.Type.STRING;
    if (!isText) {
      return null;
    }
    return changed(from, to);
  }

  /** Whether all values are written alike in both. */
  private static boolean isWithin(Schema from, Schema to) {
    return (from.getLogicalType() instanceof LogicalTypes.Decimal before
            && to.getLogicalType() instanceof LogicalTypes.Decimal after)
        ? before.getScale() == after.getScale() && before.getPrecision() <= after.getPrecision()
        : BigDecimals.are(from) && BigDecimals.are(to);
  }

  private static LogicalChange changed(Schema from, Schema to) {
    BigDecimals.requireKnown(from);
    BigDecimals.requireKnown(to);
    Function<Object, BigDecimal> reading = reading(from);
    Function<BigDecimal, Object> writing = writing(to);
    return value -> writing.apply(reading.apply(value));
  }

  private static Function<Object, BigDecimal> reading(Schema from) {
    if (from.getType() == Schema.Type.STRING) {
      return text -> parsed((String) text);
    }
    if (from.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return bytes -> new BigDecimal(unscaled((byte[]) bytes), decimal.getScale());
    }
    return bytes -> bigDecimal((byte[]) bytes, from);
  }

  private static BigDecimal bigDecimal(byte[] bytes, Schema from) {
    if (bytes.length > MOST_DIGITS) {
      throw tooLong();
    }
    try {
      return BigDecimals.read(ByteBuffer.wrap(bytes), from);
    } catch (RuntimeException e) {
      throw new UnfitValue("bytes are no big-decimal");
    }
  }

  private static BigInteger unscaled(byte[] bytes) {
    if (bytes.length == 0) {
      throw new UnfitValue("a decimal has no bytes");
    }
    if (bytes.length > MOST_DIGITS) {
      throw tooLong();
    }
    return new BigInteger(bytes);
  }

  private static BigDecimal parsed(String text) {
    if (text.length() > MOST_DIGITS) {
      throw tooLong();
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new UnfitValue("a text is no decimal number");
    }
  }

  private static UnfitValue tooLong() {
    return new UnfitValue("a decimal has more than " + MOST_DIGITS + " digits");
  }

  private static Function<BigDecimal, Object> writing(Schema to) {
    if (to.getType() == Schema.Type.STRING) {
      return DecimalChange::digits;
    }
    if (to.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return value -> bytes(fitted(value, decimal).unscaledValue().toByteArray(), to);
    }
    return value -> {
      ByteBuffer buffer = BigDecimals.write(value, to);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    };
  }

  /** Without an exponent, unless that would take many more characters than there are digits. */
  private static String digits(BigDecimal value) {
    return value.scale() >= 0 && value.scale() <= MOST_DIGITS
        ? value.toPlainString()
        : value.toString();
  }

  private static BigDecimal fitted(BigDecimal value, LogicalTypes.Decimal decimal) {
    long more = (long) decimal.getScale() - value.scale();
    if (value.signum() == 0) {
      return BigDecimal.valueOf(0, decimal.getScale());
    }
    if (value.precision() + more > decimal.getPrecision() || more > MOST_DIGITS) {
      throw new UnfitValue(
          "a decimal has more digits than decimal(%d,%d) can hold"
              .formatted(decimal.getPrecision(), decimal.getScale()));
    }
    try {
      if (-more < value.precision()) {
        return value.setScale(decimal.getScale(), RoundingMode.UNNECESSARY);
      }
    } catch (ArithmeticException e) {
      // said below
    }
    throw new UnfitValue("a decimal has more decimal places than " + decimal.getScale());
  }

  private static byte[] bytes(byte[] unscaled, Schema to) {
    if (to.getType() != Schema.Type.FIXED) {
      return unscaled;
    }
    int size = to.getFixedSize();
    if (unscaled.length > size) {
      throw new UnfitValue("a decimal takes more than " + size + " bytes");
    }
    byte[] fixed = new byte[size];
    Arrays.fill(fixed, 0, size - unscaled.length, (byte) (unscaled[0] < 0 ? -1 : 0));
    System.arraycopy(unscaled, 0, fixed, size - unscaled.length, unscaled.length);
    return fixed;
  }
}
