// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The writer and reader schemas of a decoder.
 *
 * @param registered the writer schema as registered
 * @param newestOf the subject whose newest version is the reader schema; null if none
 * @param newest that version as registered; null if none
 * @param writer the parsed writer schema
 * @param reader the parsed reader schema; null to let the codec choose
 * @param bytes the estimated bytes of both
 * @param expiry how long they are valid
 * @param <S> the format's parsed schema
 */
record ReadSchemas<S>(
    RegisteredSchema registered,
    @Nullable Subject newestOf,
    @Nullable RegisteredSchema newest,
    S writer,
    @Nullable S reader,
    long bytes,
    Expiry expiry) {

  ReadSchemas<S> with(Expiry expiry) {
    return new ReadSchemas<>(registered, newestOf, newest, writer, reader, bytes, expiry);
  }

  /** Whether a decoder of the other pair can be reused. */
  boolean hasSameSchemas(ReadSchemas<S> other) {
    return writer == other.writer && reader == other.reader;
  }
}
