// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record that could not be serialized or deserialized, with the subject of its schema. */
public final class SchemaSerializationException extends SerializationException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String subject;

  /**
   * Creates an exception.
   *
   * @param subject the subject of the schema that failed; null if it is not known
   */
  public SchemaSerializationException(String message, Throwable cause, @Nullable String subject) {
    super(message, cause);
    this.subject = subject;
  }

  /**
   * Returns the subject of the schema that failed, as {@code Subject.qualified()} writes it; null
   * if it is not known.
   */
  public @Nullable String subject() {
    return subject;
  }
}
