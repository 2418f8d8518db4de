// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import io.velostream.schema.model.InvalidValueException;

/** Failures of values that do not fit their schema. */
public final class UnfitValues {

  private UnfitValues() {}

  /** The failure with the message of its cause, which has no data of the record. */
  public static InvalidValueException of(RuntimeException cause) {
    return new InvalidValueException(String.valueOf(cause.getMessage()), cause);
  }
}
