// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.lang.reflect.Field;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;

/** A Java type of which reflection has no schema, in our own words, which hold no value. */
final class UnmappableTypeException extends AvroTypeException {

  private static final long serialVersionUID = 1L;

  private final boolean namesField;

  /** A type by itself. */
  UnmappableTypeException(String message) {
    super(message);
    namesField = false;
  }

  /** The type of a field; says which field of which class it is. */
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

  /** Whether it says which field it is. */
  boolean namesField() {
    return namesField;
  }
}
