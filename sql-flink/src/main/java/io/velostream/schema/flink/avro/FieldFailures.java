// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidValueException;

/** Names the path of a field whose value cannot be read or written. */
final class FieldFailures {

  private static final String START = "field ";

  private FieldFailures() {}

  /** The failure with the name of the field before the path that it has. */
  static InvalidValueException at(String name, RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    boolean isNested =
        failure instanceof InvalidValueException
            && message.startsWith(START)
            && failure.getCause() == null;
    String rest =
        isNested ? "." + message.substring(START.length()) : ": " + problem(failure, message);
    return new InvalidValueException(START + name + rest, null);
  }

  /** Messages of others may hold data of records. */
  private static String problem(RuntimeException failure, String message) {
    return failure instanceof InvalidValueException ? message : failure.getClass().getSimpleName();
  }
}
