// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Decoders and encoders of many schemas, each made when it is first used.
 *
 * @param <S> the format's parsed schema
 */
final class FirstUseCodecs<S> {

  private static final byte[] FRAME = {0, 0, 0, 0, 1};

  private final IntFunction<S> schemas;
  private final SchemaCodec<S> writing;
  private final List<? extends SchemaCodec<S>> reading;
  private final ValueDecoder[] decoders;
  private final ValueEncoder[] encoders;

  /**
   * None is made yet.
   *
   * @param schemas the parsed schema of each number
   * @param writing makes all encoders
   * @param reading makes the decoder of each number
   */
  FirstUseCodecs(
      IntFunction<S> schemas, SchemaCodec<S> writing, List<? extends SchemaCodec<S>> reading) {
    this.schemas = schemas;
    this.writing = writing;
    this.reading = reading;
    this.decoders = new ValueDecoder[reading.size()];
    this.encoders = new ValueEncoder[reading.size()];
  }

  Object read(int number, byte[] payload) {
    ValueDecoder decoder = decoders[number];
    if (decoder == null) {
      decoder = reading.get(number).decoder(schemas.apply(number), null);
      decoders[number] = decoder;
    }
    return Objects.requireNonNull(decoder.decode(payload, 0, payload.length));
  }

  byte[] write(int number, Object value) {
    ValueEncoder encoder = encoders[number];
    if (encoder == null) {
      encoder = writing.encoder(schemas.apply(number), value);
      encoders[number] = encoder;
    }
    return encoder.encode(value, FRAME);
  }
}
