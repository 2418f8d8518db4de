// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

/** Encodes values of one shape with a frame. Safe for use by many threads. */
@FunctionalInterface
public interface ValueEncoder {

  /**
   * Encodes one value.
   *
   * @param value a value of the shape of this encoder
   * @param frame the bytes before the payload; may be empty, and are not modified
   * @return a new array of exactly frame and payload
   * @throws RuntimeException when the value does not fit the schema; the encoder stays usable
   */
  byte[] encode(Object value, byte[] frame);
}
