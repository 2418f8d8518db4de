// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.AvroTypeException;

/** A value or payload that is refused in our own words, which hold no value. */
public final class UnfitValue extends AvroTypeException {

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
