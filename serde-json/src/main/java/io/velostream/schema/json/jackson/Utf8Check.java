// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import io.velostream.schema.model.InvalidValueException;

/**
 * Checks that payloads are UTF-8, which the wire format requires. Jackson would also detect and
 * read UTF-16 and UTF-32.
 */
public final class Utf8Check {

  /** The number of bytes that identify the encoding of JSON text (RFC 4627, section 3). */
  public static final int PREFIX_LENGTH = 4;

  private Utf8Check() {}

  /**
   * Rejects a payload that is empty, or encoded in UTF-16 or UTF-32: it has a zero byte among the
   * first four bytes, or a byte order mark.
   */
  public static void requireUtf8(byte[] bytes, int offset, int length) {
    if (length == 0) {
      throw new InvalidValueException("the payload contains no JSON", null);
    }
    int end = offset + Math.min(PREFIX_LENGTH, length);
    for (int i = offset; i < end; i++) {
      if (bytes[i] == 0) {
        throw new InvalidValueException(
            "the payload is not UTF-8 JSON: it contains zero bytes", null);
      }
    }
    int first = bytes[offset] & 0xFF;
    if (first == 0xFE || first == 0xFF) {
      throw new InvalidValueException(
          "the payload is not UTF-8 JSON: it starts with a byte order mark of another encoding",
          null);
    }
  }
}
