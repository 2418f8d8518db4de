// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.codec;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** A pair of Kafka's serializer and deserializer, as a producer and a consumer use it. */
public final class KafkaCodec implements Codec {

  public static final String TOPIC = "benchmark";

  public static final Headers NO_HEADERS = new RecordHeaders();

  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;

  public KafkaCodec(Serializer<Object> serializer, Deserializer<Object> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  @SuppressWarnings("unchecked") // whoever names the classes says that they take these values
  public static Codec of(String serializer, String deserializer, Map<String, ?> config) {
    Serializer<Object> writes = (Serializer<Object>) newInstance(serializer);
    Deserializer<Object> reads = (Deserializer<Object>) newInstance(deserializer);
    writes.configure(config, false);
    reads.configure(config, false);
    return new KafkaCodec(writes, reads);
  }

  private static Object newInstance(String name) {
    try {
      return Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make a " + name, e);
    }
  }

  @Override
  public Serializer<Object> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<Object> deserializer() {
    return deserializer;
  }

  @Override
  public byte[] write(Object value) {
    return Objects.requireNonNull(serializer.serialize(TOPIC, value));
  }

  @Override
  public Object read(byte[] bytes) {
    return Objects.requireNonNull(deserializer.deserialize(TOPIC, bytes));
  }

  @Override
  public Object read(ByteBuffer bytes) {
    return Objects.requireNonNull(deserializer.deserialize(TOPIC, NO_HEADERS, bytes));
  }
}
