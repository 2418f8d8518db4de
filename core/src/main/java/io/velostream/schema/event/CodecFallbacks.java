// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

/**
 * What a serializer or deserializer did in a slower way by one moment. What counts is the work, not
 * its outcome: values that were refused are among them.
 *
 * @param schemas schemas, or pairs of them, that could not be compiled, so that all their values go
 *     through the format's library (Avro); the log names each
 * @param values values that compiled code gave up on (Avro), or documents that were judged as
 *     trees, after they ended (JSON)
 */
public record CodecFallbacks(long schemas, long values) {

  /** Before anything was configured or counted. */
  public static final CodecFallbacks NONE = new CodecFallbacks(0, 0);
}
