// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf;

import com.google.protobuf.Message;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.protobuf.codec.ProtobufCodec;
import io.velostream.schema.protobuf.config.ProtobufKeys;
import io.velostream.schema.protobuf.schema.ProtobufSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.shared.TlsWarmUp;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes Kafka keys or values that were written in Protobuf with the id of a registered
 * schema and message indexes, as by {@link KafkaProtobufSerializer} and {@code
 * io.confluent.kafka.serializers.protobuf.KafkaProtobufSerializer} do.
 *
 * <p>Returns the first of these that applies: an object of the class given in code; of the class
 * that {@code specific.protobuf.value.type} or {@code specific.protobuf.key.type} names; with
 * {@code derive.type=true} of the generated class that the schema names; a {@link
 * com.google.protobuf.DynamicMessage}. Unknown fields are kept. Null is returned as null.
 *
 * <p>A record that cannot be read is an exception, or what {@code schema.on.failure} asks for: a
 * dead letter or a warning, and null in its place.
 *
 * <p>Thread-safe after {@link #configure}. Configuration keys: {@link ProtobufKeys#deserializer()}
 * and {@link SerdeConfig#sharedKeys()}.
 *
 * @param <T> the type of the messages; not checked if no class is configured
 */
public final class KafkaProtobufDeserializer<T extends Message> implements Deserializer<T> {

  private final @Nullable SchemaResolver resolver;
  private final @Nullable Class<T> target;
  private volatile @Nullable DeserializerEngine<ProtobufSchema> engine;

  /** Creates a deserializer. Kafka calls {@link #configure} next. */
  public KafkaProtobufDeserializer() {
    this(null, null);
  }

  /**
   * Creates a deserializer that uses the caller's resolver. {@link #configure} must still be
   * called.
   *
   * @param resolver finds schemas; not closed by {@link #close}
   */
  public KafkaProtobufDeserializer(SchemaResolver resolver) {
    this(resolver, null);
  }

  /**
   * Creates a deserializer of one class, which overrides the configured one. {@link #configure}
   * must still be called.
   *
   * @param target the generated class to read into
   */
  public KafkaProtobufDeserializer(Class<T> target) {
    this(null, target);
  }

  KafkaProtobufDeserializer(@Nullable SchemaResolver resolver, @Nullable Class<T> target) {
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
        SerdeConfig.forDeserializer(
            configs, isKey, ProtobufKeys.deserializer(), ProtobufKeys.serializer());
    ProtobufCodec codec = ProtobufCodec.forDeserializer(config, target);
    close();
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

  private DeserializerEngine<ProtobufSchema> engine() {
    return DeserializerEngine.requireConfigured(engine);
  }

  @Override
  public void close() {
    DeserializerEngine<ProtobufSchema> configured = engine;
    engine = null;
    if (configured != null) {
      configured.close();
    }
  }
}
