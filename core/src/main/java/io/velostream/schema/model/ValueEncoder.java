// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

/** Turns values of one shape into framed bytes. Safe for use by many threads. */
@FunctionalInterface
public interface ValueEncoder {

  /**
   * Encodes one value.
   *
   * @param value a value of the shape that this encoder was made for
   * @param frame the bytes to put before the payload; may be empty, never changed
   * @return a new array that holds exactly frame and payload
   * @throws RuntimeException when the value does not fit the schema; the encoder stays usable
   */
  byte[] encode(Object value, byte[] frame);
}
