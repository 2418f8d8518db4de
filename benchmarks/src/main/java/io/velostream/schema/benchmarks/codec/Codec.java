// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.codec;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * One way to turn values of one shape into framed bytes and back. It is a serializer and a
 * deserializer of Kafka as well, so that all are measured as Kafka calls them.
 */
public interface Codec extends Serializer<Object>, Deserializer<Object> {

  byte[] write(Object value);

  Object read(byte[] bytes);

  /** Reads what is between position and limit; copied first, where one reads arrays alone. */
  default Object read(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return read(copy);
  }

  /** A codec for one thread alone; this one where it may be shared. */
  default Codec forThread() {
    return this;
  }

  /** What a producer calls: this, or what is behind it. */
  default Serializer<Object> serializer() {
    return this;
  }

  /** What a consumer calls: this, or what is behind it. */
  default Deserializer<Object> deserializer() {
    return this;
  }

  @Override
  default byte[] serialize(String topic, Object value) {
    return write(value);
  }

  @Override
  default Object deserialize(String topic, byte[] bytes) {
    return read(bytes);
  }

  @Override
  default Object deserialize(String topic, Headers headers, ByteBuffer bytes) {
    return read(bytes);
  }

  @Override
  default void configure(Map<String, ?> config, boolean isKey) {}

  @Override
  default void close() {}
}
