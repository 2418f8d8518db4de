// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.io.IOException;
import java.math.BigDecimal;

/**
 * A string, number, boolean or null on its way from or to bytes. What it holds is made when it is
 * asked for, and only then.
 */
public interface Scalar {

  /** The characters of a string. */
  String text() throws IOException;

  /** How many UTF-16 units {@link #text} has. */
  default int textLength() throws IOException {
    return text().length();
  }

  /** Whether a number without fraction fits a {@code long}. */
  boolean isLong() throws IOException;

  /** The number, where {@link #isLong} says so. */
  long longValue() throws IOException;

  /** About how many digits the number is written with, without making it. */
  int digits() throws IOException;

  /** The double that is nearest to the number. */
  double doubleValue() throws IOException;

  /** All digits of the number; refuses exponents beyond the limit. */
  BigDecimal decimal() throws IOException;
}
