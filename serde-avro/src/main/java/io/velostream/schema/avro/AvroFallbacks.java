// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

/**
 * What a serializer or deserializer left to Avro's own code, which takes several times as long, at
 * one moment.
 *
 * @param schemas schemas, or pairs of them, that could not be compiled, so that all their values go
 *     through Avro; each is named in the log
 * @param values values that compiled code gave up on, whatever Avro then made of them: those that
 *     Avro refused are among them
 */
public record AvroFallbacks(long schemas, long values) {}
