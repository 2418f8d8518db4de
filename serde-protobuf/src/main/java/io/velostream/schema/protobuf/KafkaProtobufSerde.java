// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf;

import com.google.protobuf.Message;
import io.velostream.schema.SchemaResolver;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A Serde of Protobuf messages with registered schemas.
 *
 * <p>{@link #configure} must be called before use. Thread-safe after that.
 *
 * @param <T> the type of the messages
 */
public final class KafkaProtobufSerde<T extends Message> implements Serde<T> {

  private final KafkaProtobufSerializer<T> serializer;
  private final KafkaProtobufDeserializer<T> deserializer;

  /**
   * Creates a Serde that reads into the class that the configuration or the schema names, or
   * dynamic messages, as for the default Serdes of Kafka Streams.
   */
  public KafkaProtobufSerde() {
    this(new KafkaProtobufSerializer<>(), new KafkaProtobufDeserializer<>());
  }

  /**
   * Creates a Serde of one class.
   *
   * @param type the class to read into
   */
  public KafkaProtobufSerde(Class<T> type) {
    this(new KafkaProtobufSerializer<>(), new KafkaProtobufDeserializer<>(null, type));
  }

  /**
   * Creates a Serde of one class that uses the caller's resolver.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   * @param type the class to read into
   */
  public KafkaProtobufSerde(SchemaResolver resolver, Class<T> type) {
    this(new KafkaProtobufSerializer<>(resolver), new KafkaProtobufDeserializer<>(resolver, type));
  }

  private KafkaProtobufSerde(
      KafkaProtobufSerializer<T> serializer, KafkaProtobufDeserializer<T> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
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
