// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

/** Integers of {@code .proto} text: decimal, octal and hexadecimal. */
final class Integers {

  private Integers() {}

  /**
   * Parses an integer without a sign.
   *
   * @return its value; above {@link Long#MAX_VALUE} as the negative number of the same bits
   * @throws NumberFormatException if it is none, or has more than 64 bits
   */
  static long parse(String digits) {
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      return Long.parseUnsignedLong(digits.substring(2), 16);
    }
    return digits.length() > 1 && digits.startsWith("0")
        ? Long.parseUnsignedLong(digits.substring(1), 8)
        : Long.parseUnsignedLong(digits);
  }
}
