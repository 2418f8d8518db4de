// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.InvalidValueException;
import java.math.BigDecimal;

/**
 * Creates number nodes with all digits. Rejects large exponents: expanding a number such as {@code
 * 1e999999999} would need gigabytes of memory.
 */
public final class BoundedNumberNodeFactory extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;

  public static final BoundedNumberNodeFactory DEFAULT = new BoundedNumberNodeFactory(1_000);

  private final int maxExponent;

  public BoundedNumberNodeFactory(int maxExponent) {
    super(true);
    this.maxExponent = maxExponent;
  }

  @Override
  public ValueNode numberNode(BigDecimal number) {
    return super.numberNode(requireBounded(number, maxExponent));
  }

  /** Returns the number. Rejects exponents beyond the limit. */
  static BigDecimal requireBounded(BigDecimal number, int maxExponent) {
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
