// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key or value that could not be serialized, as its dead letter keeps it. Immutable, as long as
 * nobody writes into its array.
 *
 * @param encoding how {@code data} is encoded
 * @param data the key or value
 * @param schema the text of the schema that was tried, self-contained; null if the value has none,
 *     or one that is too long for a header
 * @param subject the subject that the schema was tried under; null if it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FailedPart(
    Encoding encoding, byte[] data, @Nullable String schema, @Nullable String subject) {

  public FailedPart {
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(data, "data");
  }

  /** How a key or value is encoded that could not be serialized. */
  public enum Encoding {
    /** As the format encodes values of {@link FailedPart#schema()}, without a frame. */
    SCHEMA,
    /** As text in UTF-8, usually JSON, since the value does not fit its schema or has none. */
    TEXT
  }

  /** The encoding and the size; holds no record data. */
  @Override
  public String toString() {
    return "FailedPart(" + data.length + " bytes, " + encoding + ")";
  }
}
