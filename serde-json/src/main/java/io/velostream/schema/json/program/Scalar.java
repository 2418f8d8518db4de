// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.io.IOException;
import java.math.BigDecimal;

/** A string, number, boolean or null of a token stream. Its content is converted lazily. */
public interface Scalar {

  /** The characters of a string. */
  String text() throws IOException;

  /** The number of UTF-16 units of {@link #text}. */
  default int textLength() throws IOException {
    return text().length();
  }

  /** Whether a number without fraction fits a {@code long}. */
  boolean isLong() throws IOException;

  /** The number, if {@link #isLong}. */
  long longValue() throws IOException;

  /** The approximate number of digits, without converting the number. */
  int digits() throws IOException;

  /** The nearest double. */
  double doubleValue() throws IOException;

  /** The exact number. Rejects exponents beyond the limit. */
  BigDecimal decimal() throws IOException;
}
