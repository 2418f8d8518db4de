// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.kafka.support.serializer.DelegatingByTypeSerializer;

/**
 * Writes records of Avro and texts in Avro, other objects in JSON, and bytes as they are. So one
 * template serves all listeners, and dead letters keep the bytes that could not be read.
 */
public final class AnySerializer extends DelegatingByTypeSerializer {

  private final Map<Class<?>, Serializer<?>> serializers;

  /** Creates it. Kafka calls {@code configure} next. */
  public AnySerializer() {
    this(serializers());
  }

  private AnySerializer(Map<Class<?>, Serializer<?>> serializers) {
    super(serializers, true);
    this.serializers = serializers;
  }

  /** The first one that fits is taken. */
  private static Map<Class<?>, Serializer<?>> serializers() {
    Map<Class<?>, Serializer<?>> serializers = new LinkedHashMap<>();
    serializers.put(byte[].class, new ByteArraySerializer());
    serializers.put(GenericContainer.class, new KafkaAvroSerializer());
    serializers.put(CharSequence.class, new KafkaAvroSerializer());
    serializers.put(Object.class, new KafkaJsonSchemaSerializer<>());
    return serializers;
  }

  /** Closes them, which Spring's class does not. */
  @Override
  public void close() {
    serializers.values().forEach(Serializer::close);
  }
}
