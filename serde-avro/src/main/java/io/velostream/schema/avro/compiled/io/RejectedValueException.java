// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.apache.avro.AvroRuntimeException;

/**
 * Rejects a value or payload with a message that contains no data. Not an AvroTypeException,
 * because Avro wraps those in exceptions whose messages may contain data.
 */
public final class RejectedValueException extends AvroRuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the reason, without data
   */
  public RejectedValueException(String message) {
    super(message);
  }
}
