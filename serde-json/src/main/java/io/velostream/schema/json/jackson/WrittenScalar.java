// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import io.velostream.schema.json.program.Scalar;
import java.math.BigDecimal;
import java.nio.ByteBuffer;

/** The scalar that is being written. One reusable instance per generator. */
public final class WrittenScalar implements Scalar {

  /** Larger than the exponent of any double, including its digits. */
  public static final int MAX_EXPONENT = 400;

  /** Maximum scale of decimals that are validated here. */
  static final int MAX_SCALE = 300;

  /** Maximum number of digits of a long or a double. */
  private static final int MAX_DIGITS = 24;

  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

  private enum Form {
    TEXT,
    BYTES,
    LONG,
    DOUBLE,
    FLOAT,
    DECIMAL
  }

  private Form form = Form.TEXT;
  private String text = "";
  private Base64Variant variant = Base64Variants.getDefaultVariant();
  private ByteBuffer bytes = NO_BYTES;
  private long integer;
  private double number;
  private BigDecimal decimal = BigDecimal.ZERO;

  WrittenScalar ofText(String written) {
    form = Form.TEXT;
    text = written;
    return this;
  }

  /** Sets bytes that are written as Base64. The text is created on demand. */
  WrittenScalar ofBytes(Base64Variant how, ByteBuffer written) {
    form = Form.BYTES;
    variant = how;
    bytes = written;
    return this;
  }

  WrittenScalar ofLong(long written) {
    form = Form.LONG;
    integer = written;
    return this;
  }

  WrittenScalar ofDouble(double written) {
    form = Form.DOUBLE;
    number = written;
    return this;
  }

  WrittenScalar ofFloat(float written) {
    form = Form.FLOAT;
    number = written;
    return this;
  }

  WrittenScalar ofDecimal(BigDecimal written) {
    form = Form.DECIMAL;
    decimal = written;
    return this;
  }

  @Override
  public String text() {
    if (form == Form.BYTES) {
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(bytes.position(), exact);
      ofText(variant.encode(exact));
    }
    return text;
  }

  @Override
  public int textLength() {
    if (form != Form.BYTES || variant.getMaxLineLength() < Integer.MAX_VALUE) {
      return text().length();
    }
    int rest = bytes.remaining() % 3;
    int last = rest == 0 ? 0 : variant.usesPadding() ? 4 : rest + 1;
    return bytes.remaining() / 3 * 4 + last;
  }

  @Override
  public boolean isLong() {
    return form == Form.LONG;
  }

  @Override
  public long longValue() {
    return integer;
  }

  @Override
  public int digits() {
    return form == Form.DECIMAL ? decimal.precision() : MAX_DIGITS;
  }

  @Override
  public double doubleValue() {
    return switch (form) {
      case LONG -> integer;
      case DOUBLE -> number;
      default -> decimal().doubleValue();
    };
  }

  /** The value of the written digits, which may differ from the exact value of a float. */
  @Override
  public BigDecimal decimal() {
    return switch (form) {
      case LONG -> BigDecimal.valueOf(integer);
      case DOUBLE -> new BigDecimal(Double.toString(number));
      case FLOAT -> new BigDecimal(Float.toString((float) number));
      case DECIMAL, TEXT, BYTES -> decimal;
    };
  }
}
