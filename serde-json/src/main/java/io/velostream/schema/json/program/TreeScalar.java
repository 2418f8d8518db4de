// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** A scalar node of a tree. */
record TreeScalar(JsonNode node) implements Scalar {

  /** Maximum number of digits of a long or a double. */
  private static final int MAX_DIGITS = 24;

  @Override
  public String text() {
    return node.asText();
  }

  @Override
  public boolean isLong() {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  @Override
  public long longValue() {
    return node.longValue();
  }

  @Override
  public double doubleValue() {
    return node.doubleValue();
  }

  @Override
  public int digits() {
    return node.isBigDecimal() || node.isBigInteger()
        ? node.decimalValue().precision()
        : MAX_DIGITS;
  }

  @Override
  public BigDecimal decimal() {
    return node.decimalValue();
  }
}
