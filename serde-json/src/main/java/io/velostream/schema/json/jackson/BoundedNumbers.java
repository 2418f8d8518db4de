// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.InvalidValueException;
import java.math.BigDecimal;

/**
 * Makes tree nodes with all digits of a number, and refuses exponents so large that a short text
 * stands for a number of gigabytes: whoever compares or prints {@code 1e999999999} in full runs out
 * of memory.
 */
public final class BoundedNumbers extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;

  public static final BoundedNumbers DEFAULT = new BoundedNumbers(1_000);

  private final int maxExponent;

  public BoundedNumbers(int maxExponent) {
    super(true);
    this.maxExponent = maxExponent;
  }

  @Override
  public ValueNode numberNode(BigDecimal number) {
    return super.numberNode(checked(number, maxExponent));
  }

  /** The number, if its exponent is within the limit. */
  static BigDecimal checked(BigDecimal number, int maxExponent) {
    if (Math.abs((long) number.scale()) > (long) maxExponent + number.precision()) {
      throw new InvalidValueException(
          "a number has an exponent beyond "
              + maxExponent
              + "; raise "
              + JsonKeys.MAX_NUMBER_EXPONENT
              + " if such numbers are meant",
          null);
    }
    return number;
  }
}
