// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The pair of schemas that a decoder stands between.
 *
 * @param registered the schema the data was written in, as the registry has it
 * @param newestOf the subject whose newest version the reader is; null when it is none
 * @param writer the schema the data was written in
 * @param reader the schema to read it as; null to let the codec choose
 * @param bytes roughly what both take in memory
 * @param expiry how long they are valid
 * @param <S> the format's parsed schema
 */
record ReadSchemas<S>(
    RegisteredSchema registered,
    @Nullable Subject newestOf,
    S writer,
    @Nullable S reader,
    long bytes,
    Expiry expiry) {

  ReadSchemas<S> with(Expiry expiry) {
    return new ReadSchemas<>(registered, newestOf, writer, reader, bytes, expiry);
  }

  /** Whether a decoder made for the other pair serves this one. */
  boolean areThoseOf(ReadSchemas<S> other) {
    return writer == other.writer && reader == other.reader;
  }
}
