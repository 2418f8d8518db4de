// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.type.TypeReference;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonSchemaResource;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.ColdStart;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON to Kafka keys or values, each with the id of its registered JSON Schema.
 *
 * <p>Takes anything that Jackson writes: classes, Java records, sealed hierarchies and scalars,
 * whose schemas are generated or given by {@link JsonSchemaResource}; trees, maps and lists, which
 * have no schema of their own and need a registered one, a declared type, {@link JsonWithSchema} or
 * {@link JsonKeys#UNTYPED_SCHEMAS}. The frame is that of {@code
 * io.confluent.kafka.serializers.json.KafkaJsonSchemaSerializer}. A null stays a null.
 *
 * <p>Safe for use by many threads once configured. Configuration keys: {@link
 * JsonKeys#serializer()}, {@link JsonKeys#OBJECT_MAPPER} and {@link SerdeConfig#sharedKeys()}.
 *
 * @param <T> the type of the values; any
 */
public final class KafkaJsonSchemaSerializer<T> implements Serializer<T> {

  private final @Nullable SchemaResolver resolver;
  private final @Nullable Type written;
  private volatile @Nullable SerializerEngine<JsonSchema> engine;
  private volatile @Nullable JsonCodec codec;

  /** For Kafka, which calls {@link #configure} next. */
  public KafkaJsonSchemaSerializer() {
    this(null, null);
  }

  /**
   * A serializer that shares the caller's resolver; {@link #configure} must still be called.
   *
   * @param resolver where schemas are registered; stays open when this is closed
   */
  public KafkaJsonSchemaSerializer(SchemaResolver resolver) {
    this(resolver, null);
  }

  /**
   * A serializer of one type, whose type arguments count: lists and maps have a schema of that type
   * then; {@link #configure} must still be called.
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
        SerdeConfig.forSerializer(configs, isKey, JsonKeys.serializer(), JsonKeys.deserializer());
    JsonCodec codec = JsonCodec.forSerializer(config, written);
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

  /**
   * The counters of the resolver beneath, which other serializers and deserializers with equal
   * connection settings share.
   */
  public SchemaStats stats() {
    return engine().stats();
  }

  /**
   * The documents that were judged as trees, after they ended, since the last {@link #configure};
   * nothing before it, and nothing without validation. Those that do not fit are among them: all
   * that is wrong with them is listed from a tree. {@code schemas} is 0: every schema is compiled.
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
