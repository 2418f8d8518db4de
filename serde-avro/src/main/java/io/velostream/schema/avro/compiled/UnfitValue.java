// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.AvroTypeException;

/** A value that has no meaning in the logical type that it is to become. Holds no value. */
public final class UnfitValue extends AvroTypeException {

  private static final long serialVersionUID = 1L;

  UnfitValue(String message) {
    super(message);
  }
}
