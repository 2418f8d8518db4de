// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.shared.TlsWarmUp;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes Kafka keys or values that were written in Avro with the id of a registered schema,
 * as by {@link KafkaAvroSerializer} and {@code io.confluent.kafka.serializers.KafkaAvroSerializer}
 * do.
 *
 * <p>Returns the first of these that applies: an object of the class that {@code
 * specific.avro.value.type} or {@code specific.avro.key.type} names; with {@code
 * specific.avro.reader=true} the generated class that the record's schema names, if {@code
 * specific.avro.allowed.packages} allows it; a generic record. A top-level string is a {@link
 * String}; top-level bytes are a {@code byte[]}. Null is returned as null.
 *
 * <p>A record that cannot be read is an exception, or what {@code schema.on.failure} asks for: a
 * dead letter or a warning, and null in its place.
 *
 * <p>Thread-safe after {@link #configure}. Configuration keys: {@link AvroKeys#deserializer()} and
 * {@link SerdeConfig#sharedKeys()}.
 */
public final class KafkaAvroDeserializer implements Deserializer<Object> {

  private final @Nullable SchemaResolver resolver;
  private volatile @Nullable DeserializerEngine<Schema> engine;
  private volatile @Nullable AvroCodec codec;

  /** Creates a deserializer. Kafka calls {@link #configure} next. */
  public KafkaAvroDeserializer() {
    this.resolver = null;
  }

  /**
   * Creates a deserializer that uses the caller's resolver. {@link #configure} must still be
   * called.
   *
   * @param resolver finds schemas; not closed by {@link #close}
   */
  public KafkaAvroDeserializer(SchemaResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Configures the deserializer.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (resolver == null) {
      TlsWarmUp.start();
    }
    SerdeConfig config =
        SerdeConfig.forDeserializer(configs, isKey, AvroKeys.deserializer(), AvroKeys.serializer());
    AvroCodec codec = config.locating(() -> AvroCodec.forDeserializer(config));
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
