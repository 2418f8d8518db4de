// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.deadletter.DeadLetterSerializer;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import io.velostream.schema.serde.shared.TlsWarmUp;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes Avro values as Kafka keys or values, each with the id of its registered schema.
 *
 * <p>Accepts generic records, generated classes, {@code Boolean}, {@code Integer}, {@code Long},
 * {@code Float}, {@code Double}, {@code CharSequence}, {@code byte[]}, {@code ByteBuffer}, {@code
 * Map} with text keys and values of these types, and, with {@code schema.reflection=true}, objects
 * of any other class and Java records. The bytes are the same as those of {@code
 * io.confluent.kafka.serializers.KafkaAvroSerializer}. Null is returned as null.
 *
 * <p>Thread-safe after {@link #configure}. Configuration keys: {@link AvroKeys#serializer()} and
 * {@link SerdeConfig#sharedKeys()}.
 */
public final class KafkaAvroSerializer
    implements Serializer<Object>, DeadLetterSerializer, RolloutSerializer {

  private final @Nullable SchemaResolver resolver;
  private volatile @Nullable SerializerEngine<Schema> engine;
  private volatile @Nullable AvroCodec codec;

  /** Creates a serializer. Kafka calls {@link #configure} next. */
  public KafkaAvroSerializer() {
    this.resolver = null;
  }

  /**
   * Creates a serializer that uses the caller's resolver. {@link #configure} must still be called.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   */
  public KafkaAvroSerializer(SchemaResolver resolver) {
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
        SerdeConfig.forSerializer(configs, isKey, AvroKeys.serializer(), AvroKeys.deserializer());
    AvroCodec codec = config.locating(() -> AvroCodec.forSerializer(config));
    close();
    this.codec = codec;
    engine =
        resolver == null
            ? SerializerEngine.create(config, codec)
            : SerializerEngine.create(config, codec, resolver);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Object data) {
    return engine().serialize(topic, null, data);
  }

  @Override
  public byte @Nullable [] serialize(
      String topic, @Nullable Headers headers, @Nullable Object data) {
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

  /** Returns the counts of fallbacks to Avro's own code since the last {@link #configure}. */
  public CodecFallbacks fallbacks() {
    AvroCodec configured = codec;
    return configured == null ? CodecFallbacks.NONE : configured.fallbacks();
  }

  private SerializerEngine<Schema> engine() {
    return SerializerEngine.requireConfigured(engine);
  }

  @Override
  public void close() {
    SerializerEngine<Schema> configured = engine;
    engine = null;
    if (configured != null) {
      configured.close();
    }
  }
}
