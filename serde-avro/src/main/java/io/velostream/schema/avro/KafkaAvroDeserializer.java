// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.shared.ColdStart;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kafka keys or values that were written in Avro with the id of a registered schema: what
 * {@link KafkaAvroSerializer} and {@code io.confluent.kafka.serializers.KafkaAvroSerializer} write.
 *
 * <p>Gives, first that applies: the class that {@code specific.avro.value.type} or {@code
 * specific.avro.key.type} names; with {@code specific.avro.reader=true} the generated class that
 * the record's schema names, if {@code specific.avro.allowed.packages} allows it; generic records.
 * A top-level string is a {@link String}, top-level bytes are a {@code byte[]}. A null stays a
 * null.
 *
 * <p>Safe for use by many threads once configured. Configuration keys: {@link
 * AvroKeys#deserializer()} and {@link SerdeConfig#sharedKeys()}.
 */
public final class KafkaAvroDeserializer implements Deserializer<Object> {

  private final @Nullable SchemaResolver resolver;
  private volatile @Nullable DeserializerEngine<Schema> engine;
  private volatile @Nullable AvroCodec codec;

  /** For Kafka, which calls {@link #configure} next. */
  public KafkaAvroDeserializer() {
    this.resolver = null;
  }

  /**
   * A deserializer that shares the caller's resolver; {@link #configure} must still be called.
   *
   * @param resolver where schemas come from; stays open when this is closed
   */
  public KafkaAvroDeserializer(SchemaResolver resolver) {
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
        SerdeConfig.forDeserializer(configs, isKey, AvroKeys.deserializer(), AvroKeys.serializer());
    AvroCodec codec = AvroCodec.forDeserializer(config);
    close();
    this.codec = codec;
    engine =
        resolver == null
            ? DeserializerEngine.create(config, codec)
            : DeserializerEngine.create(config, codec, resolver);
  }

  @Override
  public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
    return engine().deserialize(topic, null, data);
  }

  @Override
  public @Nullable Object deserialize(
      String topic, @Nullable Headers headers, byte @Nullable [] data) {
    return engine().deserialize(topic, headers, data);
  }

  @Override
  public @Nullable Object deserialize(
      String topic, @Nullable Headers headers, @Nullable ByteBuffer data) {
    return engine().deserialize(topic, headers, data);
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

  private DeserializerEngine<Schema> engine() {
    return DeserializerEngine.requireConfigured(engine);
  }

  @Override
  public void close() {
    DeserializerEngine<Schema> configured = engine;
    engine = null;
    if (configured != null) {
      configured.close();
    }
  }
}
