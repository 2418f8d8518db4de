// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.model.ExceptionMessages;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the field that Avro's own code is reading, so that an error can name it. Not thread-safe.
 */
final class CurrentField {

  private @Nullable Supplier<String> description;

  /** Clears the field. */
  void clear() {
    description = null;
  }

  /** Enters a field of a record. Returns the previous field. */
  @Nullable Supplier<String> enter(Object record, Schema.Field field) {
    return enter(
        () ->
            "the field "
                + field.name()
                + " of "
                + (record instanceof IndexedRecord indexed
                    ? ExceptionMessages.bounded(indexed.getSchema().getFullName())
                    : record.getClass().getName()));
  }

  /** Enters a component of a Java record. Returns the previous field. */
  @Nullable Supplier<String> enter(Class<?> type, Schema.Field field) {
    return enter(() -> "the field " + field.name() + " of " + type.getName());
  }

  private @Nullable Supplier<String> enter(Supplier<String> next) {
    Supplier<String> before = description;
    description = next;
    return before;
  }

  /** Restores the previous field. */
  void leave(@Nullable Supplier<String> before) {
    description = before;
  }

  /** Adds the current field to an exception. */
  RuntimeException withField(RuntimeException thrown) {
    Supplier<String> at = description;
    return at == null ? thrown : new UnreadableField(at.get(), thrown);
  }

  /** Signals that a field could not be read. */
  static final class UnreadableField extends AvroRuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final RuntimeException cause;

    UnreadableField(String field, RuntimeException cause) {
      super(field + " cannot be read", cause);
      this.field = field;
      this.cause = cause;
    }

    /** The field, with its class or record. */
    String field() {
      return field;
    }

    /** The original exception. */
    RuntimeException readFailure() {
      return cause;
    }
  }
}
