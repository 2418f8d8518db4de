// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.type.TypeReference;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.deadletter.DeadLetterSerializer;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonSchemaResource;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import io.velostream.schema.serde.shared.TlsWarmUp;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes values as JSON, as Kafka keys or values, each with the id of its registered JSON
 * Schema.
 *
 * <p>Accepts all values that Jackson can write: classes, Java records, sealed hierarchies and
 * scalars, whose schemas are generated or given by {@link JsonSchemaResource}; trees, maps and
 * lists, which have no schema of their own and need a registered one, a declared type, {@link
 * JsonWithSchema} or {@link JsonKeys#UNTYPED_SCHEMAS}. The frame is that of {@code
 * io.confluent.kafka.serializers.json.KafkaJsonSchemaSerializer}. Null is returned as null.
 *
 * <p>Thread-safe after {@link #configure}. Configuration keys: {@link JsonKeys#serializer()},
 * {@link JsonKeys#OBJECT_MAPPER} and {@link SerdeConfig#sharedKeys()}.
 *
 * @param <T> the type of the values; any type
 */
public final class KafkaJsonSchemaSerializer<T>
    implements Serializer<T>, DeadLetterSerializer, RolloutSerializer {

  private final @Nullable SchemaResolver resolver;
  private final @Nullable Type written;
  private volatile @Nullable SerializerEngine<JsonSchema> engine;
  private volatile @Nullable JsonCodec codec;

  /** Creates a serializer. Kafka calls {@link #configure} next. */
  public KafkaJsonSchemaSerializer() {
    this(null, null);
  }

  /**
   * Creates a serializer that uses the caller's resolver. {@link #configure} must still be called.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   */
  public KafkaJsonSchemaSerializer(SchemaResolver resolver) {
    this(resolver, null);
  }

  /**
   * Creates a serializer of one type. Schemas of lists and maps then depend on its type arguments.
   * {@link #configure} must still be called.
   *
   * @param type the type of the values, with its type arguments
   */
  public KafkaJsonSchemaSerializer(TypeReference<T> type) {
    this(null, type.getType());
  }

  KafkaJsonSchemaSerializer(@Nullable SchemaResolver resolver, @Nullable Type written) {
    this.resolver = resolver;
    this.written = written;
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
        SerdeConfig.forSerializer(configs, isKey, JsonKeys.serializer(), JsonKeys.deserializer());
    JsonCodec codec = config.locating(() -> JsonCodec.forSerializer(config, written));
    close();
    this.codec = codec;
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

  /**
   * Returns the number of documents that were validated as trees since the last {@link #configure};
   * 0 without validation. It includes invalid documents, whose errors are collected from a tree.
   * {@code schemas} is always 0, because every schema is compiled.
   */
  public CodecFallbacks fallbacks() {
    JsonCodec configured = codec;
    return configured == null ? CodecFallbacks.NONE : configured.fallbacks();
  }

  private SerializerEngine<JsonSchema> engine() {
    return SerializerEngine.requireConfigured(engine);
  }

  @Override
  public void close() {
    SerializerEngine<JsonSchema> configured = engine;
    engine = null;
    if (configured != null) {
      configured.close();
    }
  }
}
