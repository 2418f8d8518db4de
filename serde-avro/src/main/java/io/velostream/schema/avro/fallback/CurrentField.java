// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.model.ExceptionMessages;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The field of a record that is being read by Avro's own code, so that an error can name it. For
 * one reader, thus for one thread at a time.
 */
final class CurrentField {

  private @Nullable Supplier<String> description;

  /** Forgets the field. */
  void clear() {
    description = null;
  }

  /** Goes into a field of a record; what was read before. */
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

  /** Goes into a component of a Java record; what was read before. */
  @Nullable Supplier<String> enter(Class<?> type, Schema.Field field) {
    return enter(() -> "the field " + field.name() + " of " + type.getName());
  }

  private @Nullable Supplier<String> enter(Supplier<String> next) {
    Supplier<String> before = description;
    description = next;
    return before;
  }

  /** Comes out of a field that was read to its end. */
  void leave(@Nullable Supplier<String> before) {
    description = before;
  }

  /** What was thrown, with the field that was being read. */
  RuntimeException withField(RuntimeException thrown) {
    Supplier<String> at = description;
    return at == null ? thrown : new UnreadableField(at.get(), thrown);
  }

  /** A field that could not be read. */
  static final class UnreadableField extends AvroRuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final RuntimeException cause;

    UnreadableField(String field, RuntimeException cause) {
      super(field + " cannot be read", cause);
      this.field = field;
      this.cause = cause;
    }

    /** Which field of which class or record. */
    String field() {
      return field;
    }

    /** What was thrown. */
    RuntimeException readFailure() {
      return cause;
    }
  }
}
