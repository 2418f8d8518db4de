// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

/**
 * A snapshot of the fallbacks of a serializer or deserializer. Rejected values are counted too.
 *
 * @param schemas the number of schemas, or pairs of schemas, that could not be compiled, so that
 *     all their values use the format's library (Avro); the log names each
 * @param values the number of values that compiled code could not process (Avro), or of documents
 *     that were validated as trees (JSON)
 */
public record CodecFallbacks(long schemas, long values) {

  /** No fallbacks. */
  public static final CodecFallbacks NONE = new CodecFallbacks(0, 0);
}
