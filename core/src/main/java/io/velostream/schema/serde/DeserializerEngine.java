// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaCodec;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Placeholder. */
public final class DeserializerEngine<S> implements AutoCloseable {

  private DeserializerEngine(SchemaCodec<S> codec) {
    codec.format();
  }

  /** Creates. */
  public static <S> DeserializerEngine<S> create(SerdeConfig config, SchemaCodec<S> codec) {
    config.isKey();
    return new DeserializerEngine<>(codec);
  }

  /** Creates. */
  public static <S> DeserializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver) {
    resolver.cacheSettings();
    return create(config, codec);
  }

  /** Deserializes. */
  public @Nullable Object deserialize(
      String topic, @Nullable Headers headers, byte @Nullable [] data) {
    return null;
  }

  /** Deserializes. */
  public @Nullable Object deserialize(
      String topic, @Nullable Headers headers, @Nullable ByteBuffer data) {
    return null;
  }

  @Override
  public void close() {}
}
