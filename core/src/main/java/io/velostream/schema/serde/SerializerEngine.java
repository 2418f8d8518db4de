// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaCodec;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Placeholder. */
public final class SerializerEngine<S> implements AutoCloseable {

  private SerializerEngine(SchemaCodec<S> codec) {
    codec.format();
  }

  /** Creates. */
  public static <S> SerializerEngine<S> create(SerdeConfig config, SchemaCodec<S> codec) {
    config.isKey();
    return new SerializerEngine<>(codec);
  }

  /** Creates. */
  public static <S> SerializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver) {
    resolver.cacheSettings();
    return create(config, codec);
  }

  /** Serializes. */
  public byte @Nullable [] serialize(
      String topic, @Nullable Headers headers, @Nullable Object value) {
    return null;
  }

  @Override
  public void close() {}
}
