// SPDX-License-Identifier: Apache-2.0
/**
 * Avro: its schema language, its values as bytes, and the Kafka serializers, deserializers and
 * Serdes for them.
 *
 * <p>Avro 1.12's binary encoding and schema resolution are those of its specification; the encoder,
 * the decoder and the choice of classes are our own.
 */
@NullMarked
package io.velostream.schema.avro;

import org.jspecify.annotations.NullMarked;
