// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.math.BigDecimal;

/** The name of a property as a string to validate. */
record PropertyNameScalar(String text) implements Scalar {

  @Override
  public boolean isLong() {
    return false;
  }

  @Override
  public long longValue() {
    throw new IllegalStateException("a name is not a number");
  }

  @Override
  public int digits() {
    throw new IllegalStateException("a name is not a number");
  }

  @Override
  public double doubleValue() {
    throw new IllegalStateException("a name is not a number");
  }

  @Override
  public BigDecimal decimal() {
    throw new IllegalStateException("a name is not a number");
  }
}
