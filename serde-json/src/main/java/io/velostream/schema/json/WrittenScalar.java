// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import io.velostream.schema.json.program.Scalar;
import java.math.BigDecimal;

/** The scalar that is being written; one for each generator, used again and again. */
final class WrittenScalar implements Scalar {

  /** No double's exponent is larger, its digits counted. */
  static final int MAX_EXPONENT = 400;

  /** Digits after the point that decimals may have; below any limit that is not lower still. */
  static final int MAX_SCALE = 300;

  private enum Form {
    TEXT,
    LONG,
    DOUBLE,
    FLOAT,
    DECIMAL
  }

  private Form form = Form.TEXT;
  private String text = "";
  private long integer;
  private double number;
  private BigDecimal decimal = BigDecimal.ZERO;

  WrittenScalar ofText(String written) {
    form = Form.TEXT;
    text = written;
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
    return text;
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
  public double doubleValue() {
    return switch (form) {
      case LONG -> integer;
      case DOUBLE -> number;
      default -> decimal().doubleValue();
    };
  }

  /** What the digits that are written stand for, not what the float itself does. */
  @Override
  public BigDecimal decimal() {
    return switch (form) {
      case LONG -> BigDecimal.valueOf(integer);
      case DOUBLE -> new BigDecimal(Double.toString(number));
      case FLOAT -> new BigDecimal(Float.toString((float) number));
      case DECIMAL, TEXT -> decimal;
    };
  }
}
