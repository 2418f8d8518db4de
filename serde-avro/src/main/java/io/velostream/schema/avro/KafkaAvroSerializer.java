// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.ColdStart;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro values as Kafka keys or values, each with the id of its registered schema.
 *
 * <p>Takes generic records, generated classes, {@code Boolean}, {@code Integer}, {@code Long},
 * {@code Float}, {@code Double}, {@code CharSequence}, {@code byte[]}, {@code ByteBuffer}, {@code
 * Map} with text as keys and values of one of these, and, with {@code schema.reflection=true}, any
 * other class and Java records. The bytes are those of {@code
 * io.confluent.kafka.serializers.KafkaAvroSerializer}. A null stays a null.
 *
 * <p>Safe for use by many threads once configured. Configuration keys: {@link
 * AvroKeys#serializer()} and {@link SerdeConfig#sharedKeys()}.
 */
public final class KafkaAvroSerializer implements Serializer<Object> {

  private final @Nullable SchemaResolver resolver;
  private volatile @Nullable SerializerEngine<Schema> engine;
  private volatile @Nullable AvroCodec codec;

  /** For Kafka, which calls {@link #configure} next. */
  public KafkaAvroSerializer() {
    this.resolver = null;
  }

  /**
   * A serializer that shares the caller's resolver; {@link #configure} must still be called.
   *
   * @param resolver where schemas are registered; stays open when this is closed
   */
  public KafkaAvroSerializer(SchemaResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Takes the configuration.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (resolver == null) {
      ColdStart.begin();
    }
    SerdeConfig config =
        SerdeConfig.forSerializer(configs, isKey, AvroKeys.serializer(), AvroKeys.deserializer());
    AvroCodec codec = AvroCodec.forSerializer(config);
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

  /**
   * The counters of the resolver beneath, which other serializers and deserializers with equal
   * connection settings share.
   */
  public SchemaStats stats() {
    return engine().stats();
  }

  /** What was left to Avro's own code since the last {@link #configure}; nothing before it. */
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
