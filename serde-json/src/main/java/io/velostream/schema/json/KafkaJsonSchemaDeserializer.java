// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.type.TypeReference;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.shared.TlsWarmUp;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes Kafka keys or values that were written as JSON with the id of a registered JSON
 * Schema, as by {@link KafkaJsonSchemaSerializer} and {@code
 * io.confluent.kafka.serializers.json.KafkaJsonSchemaSerializer} do.
 *
 * <p>Returns the first of these that applies: an object of the type given in code; the class that
 * {@code json.value.type} or {@code json.key.type} names; the class that the schema names in {@code
 * javaType} (see {@code type.property}), if {@code json.type.allowed.packages} allows it; maps,
 * lists, strings, numbers and booleans, which keep all digits of a number and whose {@code
 * toString} is JSON. Null is returned as null.
 *
 * <p>A record that cannot be read is an exception, or what {@code schema.on.failure} asks for: a
 * dead letter or a warning, and null in its place.
 *
 * <p>Thread-safe after {@link #configure}. Configuration keys: {@link JsonKeys#deserializer()},
 * {@link JsonKeys#OBJECT_MAPPER} and {@link SerdeConfig#sharedKeys()}.
 *
 * @param <T> the type of the values; not checked if no class is configured
 */
public final class KafkaJsonSchemaDeserializer<T> implements Deserializer<T> {

  private final @Nullable SchemaResolver resolver;
  private final @Nullable Type target;
  private volatile @Nullable DeserializerEngine<JsonSchema> engine;
  private volatile @Nullable JsonCodec codec;

  /** Creates a deserializer. Kafka calls {@link #configure} next. */
  public KafkaJsonSchemaDeserializer() {
    this(null, (Type) null);
  }

  /**
   * Creates a deserializer that uses the caller's resolver. {@link #configure} must still be
   * called.
   *
   * @param resolver finds schemas; not closed by {@link #close}
   */
  public KafkaJsonSchemaDeserializer(SchemaResolver resolver) {
    this(resolver, (Type) null);
  }

  /**
   * Creates a deserializer of one type, which overrides the configured class. {@link #configure}
   * must still be called.
   *
   * @param target the type to read into, with its type arguments
   */
  public KafkaJsonSchemaDeserializer(TypeReference<T> target) {
    this(null, target.getType());
  }

  KafkaJsonSchemaDeserializer(@Nullable SchemaResolver resolver, @Nullable Type target) {
    this.resolver = resolver;
    this.target = target;
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
        SerdeConfig.forDeserializer(configs, isKey, JsonKeys.deserializer(), JsonKeys.serializer());
    JsonCodec codec = config.locating(() -> JsonCodec.forDeserializer(config, target));
    close();
    this.codec = codec;
    engine =
        resolver == null
            ? DeserializerEngine.create(config, codec)
            : DeserializerEngine.create(config, codec, resolver);
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    return typed(engine().deserialize(topic, null, data));
  }

  @Override
  public @Nullable T deserialize(String topic, @Nullable Headers headers, byte @Nullable [] data) {
    return typed(engine().deserialize(topic, headers, data));
  }

  @Override
  public @Nullable T deserialize(
      String topic, @Nullable Headers headers, @Nullable ByteBuffer data) {
    return typed(engine().deserialize(topic, headers, data));
  }

  @SuppressWarnings("unchecked") // the type was given, or is not checked
  private @Nullable T typed(@Nullable Object value) {
    return (T) value;
  }

  /**
   * Returns the counters of the resolver, which other serializers and deserializers with equal
   * connection settings share.
   */
  public SchemaStats stats() {
    return engine().stats();
  }

  /**
   * Returns the number of documents that were validated as trees since the last {@link #configure};
   * 0 without validation. It includes invalid documents, whose errors are collected from a tree.
   * {@code schemas} is always 0, because every schema is compiled.
   */
  public CodecFallbacks fallbacks() {
    JsonCodec configured = codec;
    return configured == null ? CodecFallbacks.NONE : configured.fallbacks();
  }

  private DeserializerEngine<JsonSchema> engine() {
    return DeserializerEngine.requireConfigured(engine);
  }

  @Override
  public void close() {
    DeserializerEngine<JsonSchema> configured = engine;
    engine = null;
    if (configured != null) {
      configured.close();
    }
  }
}
