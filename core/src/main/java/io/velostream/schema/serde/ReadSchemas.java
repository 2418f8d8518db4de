// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/**
 * The pair of schemas that a decoder stands between.
 *
 * @param writer the schema the data was written in
 * @param reader the schema to read it as; null to let the codec choose
 * @param deadline when to look for both again; null when they are for ever
 * @param <S> the format's parsed schema
 */
record ReadSchemas<S>(S writer, @Nullable S reader, @Nullable Deadline deadline) {

  /** Whether a decoder made for the other pair serves this one. */
  boolean areThoseOf(ReadSchemas<S> other) {
    return writer == other.writer && reader == other.reader;
  }
}
