// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.config.AvroKeys;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A Serde of classes that were generated from Avro schemas.
 *
 * <p>{@link #configure} must be called before use; safe for use by many threads after that.
 *
 * @param <T> the generated class
 */
public final class SpecificAvroSerde<T extends SpecificRecord> implements Serde<T> {

  private final TypedSerializer<T> serializer;
  private final TypedDeserializer<T> deserializer;

  /**
   * Creates a Serde that reads each record into the class that its schema names, as for the default
   * Serdes of Kafka Streams.
   */
  public SpecificAvroSerde() {
    this(new KafkaAvroSerializer(), new KafkaAvroDeserializer(), null);
  }

  /**
   * Creates a Serde of one class.
   *
   * @param type the class to write and to read into; a value of another class is a
   *     SerializationException
   */
  public SpecificAvroSerde(Class<T> type) {
    this(new KafkaAvroSerializer(), new KafkaAvroDeserializer(), type);
  }

  /**
   * Creates a Serde of one class that uses the caller's resolver.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   * @param type the class to write and to read into; a value of another class is a
   *     SerializationException
   */
  public SpecificAvroSerde(SchemaResolver resolver, Class<T> type) {
    this(new KafkaAvroSerializer(resolver), new KafkaAvroDeserializer(resolver), type);
  }

  private SpecificAvroSerde(
      KafkaAvroSerializer serializer, KafkaAvroDeserializer deserializer, @Nullable Class<T> type) {
    this.serializer = new TypedSerializer<>(serializer, Map.of(), type);
    this.deserializer =
        new TypedDeserializer<>(deserializer, Map.of(AvroKeys.SPECIFIC_READER, true), type);
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
