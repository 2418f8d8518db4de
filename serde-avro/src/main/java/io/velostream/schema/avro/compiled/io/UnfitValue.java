// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.apache.avro.AvroRuntimeException;

/**
 * A value or payload that is refused in our own words, which hold no value. No AvroTypeException:
 * Avro replaces those by others, whose words may hold values.
 */
public final class UnfitValue extends AvroRuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message says why, without any value
   */
  public UnfitValue(String message) {
    super(message);
  }
}
