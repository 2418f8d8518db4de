// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.type.TypeReference;
import io.velostream.schema.SchemaResolver;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A Serde of JSON values with registered JSON Schemas.
 *
 * <p>{@link #configure} must be called before use. Thread-safe after that.
 *
 * @param <T> the type of the values
 */
public final class KafkaJsonSchemaSerde<T> implements Serde<T> {

  private final KafkaJsonSchemaSerializer<T> serializer;
  private final KafkaJsonSchemaDeserializer<T> deserializer;

  /**
   * Creates a Serde that reads into the class that the configuration or the schema names, as for
   * the default Serdes of Kafka Streams.
   */
  public KafkaJsonSchemaSerde() {
    this(new KafkaJsonSchemaSerializer<>(), new KafkaJsonSchemaDeserializer<>());
  }

  /**
   * Creates a Serde of one class.
   *
   * @param type the class to read into
   */
  public KafkaJsonSchemaSerde(Class<T> type) {
    this(new KafkaJsonSchemaSerializer<>(), new KafkaJsonSchemaDeserializer<>(null, type(type)));
  }

  /**
   * Creates a Serde of one type, which may be a list or a map.
   *
   * @param type the type to write and to read into, with its type arguments
   */
  public KafkaJsonSchemaSerde(TypeReference<T> type) {
    this(new KafkaJsonSchemaSerializer<>(type), new KafkaJsonSchemaDeserializer<>(type));
  }

  /**
   * Creates a Serde of one type that uses the caller's resolver.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   * @param type the type to write and to read into, with its type arguments
   */
  public KafkaJsonSchemaSerde(SchemaResolver resolver, TypeReference<T> type) {
    this(
        new KafkaJsonSchemaSerializer<>(resolver, type.getType()),
        new KafkaJsonSchemaDeserializer<>(resolver, type.getType()));
  }

  /**
   * Creates a Serde of one class that uses the caller's resolver.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   * @param type the class to read into
   */
  public KafkaJsonSchemaSerde(SchemaResolver resolver, Class<T> type) {
    this(
        new KafkaJsonSchemaSerializer<>(resolver),
        new KafkaJsonSchemaDeserializer<>(resolver, type(type)));
  }

  private KafkaJsonSchemaSerde(
      KafkaJsonSchemaSerializer<T> serializer, KafkaJsonSchemaDeserializer<T> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  private static @Nullable Type type(Class<?> type) {
    return type == Object.class ? null : type;
  }

  /** Configures serializer and deserializer. */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    serializer.configure(configs, isKey);
    deserializer.configure(configs, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
