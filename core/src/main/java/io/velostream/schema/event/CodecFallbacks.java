// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

/**
 * What a serializer or deserializer left to its format's library at one moment, which takes several
 * times as long as code compiled for the schema. What counts is the work, not its outcome: values
 * that the library refused are among them.
 *
 * @param schemas schemas, or pairs of them, that could not be compiled, so that all their values go
 *     through the library; the log names each
 * @param values values that compiled code gave up on (Avro), or documents that the library judged
 *     (JSON, those of such schemas included)
 */
public record CodecFallbacks(long schemas, long values) {

  /** Before anything was configured or counted. */
  public static final CodecFallbacks NONE = new CodecFallbacks(0, 0);
}
