// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf;

import com.google.protobuf.Message;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.deadletter.DeadLetterSerializer;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.protobuf.codec.ProtobufCodec;
import io.velostream.schema.protobuf.config.ProtobufKeys;
import io.velostream.schema.protobuf.schema.ProtobufSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import io.velostream.schema.serde.shared.TlsWarmUp;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes Protobuf messages as Kafka keys or values, each with the id of its registered schema
 * and its message indexes.
 *
 * <p>Accepts objects of generated classes and {@link com.google.protobuf.DynamicMessage}. Imports
 * of a schema are registered first, each in a subject of its own, but for those that registries
 * know. The bytes are the same as those of {@code
 * io.confluent.kafka.serializers.protobuf.KafkaProtobufSerializer}. Null is returned as null.
 *
 * <p>Thread-safe after {@link #configure}. Configuration keys: {@link ProtobufKeys#serializer()}
 * and {@link SerdeConfig#sharedKeys()}.
 *
 * @param <T> the type of the messages
 */
public final class KafkaProtobufSerializer<T extends Message>
    implements Serializer<T>, DeadLetterSerializer, RolloutSerializer {

  private final @Nullable SchemaResolver resolver;
  private volatile @Nullable SerializerEngine<ProtobufSchema> engine;

  /** Creates a serializer. Kafka calls {@link #configure} next. */
  public KafkaProtobufSerializer() {
    this.resolver = null;
  }

  /**
   * Creates a serializer that uses the caller's resolver. {@link #configure} must still be called.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   */
  public KafkaProtobufSerializer(SchemaResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Configures the serializer.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (resolver == null) {
      TlsWarmUp.start();
    }
    SerdeConfig config =
        SerdeConfig.forSerializer(
            configs, isKey, ProtobufKeys.serializer(), ProtobufKeys.deserializer());
    ProtobufCodec codec = ProtobufCodec.forSerializer(config);
    close();
    engine =
        resolver == null
            ? SerializerEngine.create(config, codec)
            : SerializerEngine.create(config, codec, resolver);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    return engine().serialize(topic, null, data);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Headers headers, @Nullable T data) {
    return engine().serialize(topic, headers, data);
  }

  @Override
  public boolean followsRollouts() {
    return engine().followsRollouts();
  }

  @Override
  public byte @Nullable [] serialize(
      String topic,
      Headers headers,
      @Nullable Object data,
      boolean hasKey,
      int keyHash,
      int partition) {
    return engine().serialize(topic, headers, data, hasKey, keyHash, partition);
  }

  @Override
  public FailedPart failedPart(String topic, Object data) {
    return engine().failedPart(topic, data);
  }

  @Override
  public byte[] serializePart(String topic, Headers headers, FailedPart part) {
    return engine().serializePart(topic, headers, part);
  }

  /**
   * Returns the counters of the resolver, which other serializers and deserializers with equal
   * connection settings share.
   */
  public SchemaStats stats() {
    return engine().stats();
  }

  private SerializerEngine<ProtobufSchema> engine() {
    return SerializerEngine.requireConfigured(engine);
  }

  @Override
  public void close() {
    SerializerEngine<ProtobufSchema> configured = engine;
    engine = null;
    if (configured != null) {
      configured.close();
    }
  }
}
