// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import io.velostream.schema.model.InvalidValueException;

/** Tells UTF-8, which the wire format asks for, from what Jackson would guess and read as well. */
public final class Charsets {

  /** Bytes that show the charset of JSON text (RFC 4627, section 3). */
  public static final int HEAD_LENGTH = 4;

  private Charsets() {}

  /**
   * Refuses a payload that is empty, or UTF-16 or UTF-32: a zero byte among the first four, or a
   * byte order mark.
   */
  public static void requireUtf8(byte[] bytes, int offset, int length) {
    if (length == 0) {
      throw new InvalidValueException("the payload holds no JSON", null);
    }
    int end = offset + Math.min(HEAD_LENGTH, length);
    for (int i = offset; i < end; i++) {
      if (bytes[i] == 0) {
        throw new InvalidValueException("the payload is not UTF-8 JSON: it holds zero bytes", null);
      }
    }
    int first = bytes[offset] & 0xFF;
    if (first == 0xFE || first == 0xFF) {
      throw new InvalidValueException(
          "the payload is not UTF-8 JSON: it starts with another byte order mark", null);
    }
  }
}
