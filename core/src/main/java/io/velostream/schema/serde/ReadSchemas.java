// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/**
 * The pair of schemas that a decoder stands between.
 *
 * @param writer the schema the data was written in
 * @param reader the schema to read it as; null to let the codec choose
 * @param validity how long they are the right ones
 * @param <S> the format's parsed schema
 */
record ReadSchemas<S>(S writer, @Nullable S reader, Validity validity) {

  ReadSchemas<S> with(Validity validity) {
    return new ReadSchemas<>(writer, reader, validity);
  }

  /** Whether a decoder made for the other pair serves this one. */
  boolean areThoseOf(ReadSchemas<S> other) {
    return writer == other.writer && reader == other.reader;
  }
}
