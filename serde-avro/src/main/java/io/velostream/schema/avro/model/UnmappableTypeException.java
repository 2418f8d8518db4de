// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.lang.reflect.Field;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;

/** Signals that reflection cannot map a Java type to a schema. The message contains no data. */
final class UnmappableTypeException extends AvroTypeException {

  private static final long serialVersionUID = 1L;

  private final boolean namesField;

  /** Creates an exception for a type. */
  UnmappableTypeException(String message) {
    super(message);
    namesField = false;
  }

  /** Creates an exception for the type of a field, which the message names. */
  UnmappableTypeException(Field field, AvroRuntimeException cause) {
    super(
        "the field "
            + field.getName()
            + " of "
            + field.getDeclaringClass().getName()
            + " cannot be mapped: "
            + ExceptionMessages.of(cause),
        cause);
    namesField = true;
  }

  /** Whether the message names a field. */
  boolean namesField() {
    return namesField;
  }
}
