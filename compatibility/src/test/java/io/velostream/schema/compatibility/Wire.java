// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** A serializer and a deserializer, made of their names as Kafka makes them. */
final class Wire implements AutoCloseable {

  private static final String TOPIC = "orders";

  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;

  Wire(String serializer, String deserializer, Map<String, ?> configs) {
    this.serializer = made(serializer);
    this.deserializer = made(deserializer);
    this.serializer.configure(configs, false);
    this.deserializer.configure(configs, false);
  }

  @SuppressWarnings("unchecked") // the caller says what it is
  private static <T> T made(String name) {
    try {
      return (T) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + name, e);
    }
  }

  static Map<String, Object> configs(String url, Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", url);
    for (int i = 0; i < settings.length; i += 2) {
      configs.put((String) settings[i], settings[i + 1]);
    }
    return configs;
  }

  byte[] write(Object value) {
    return write(TOPIC, value);
  }

  byte[] write(String topic, Object value) {
    return serializer.serialize(topic, new RecordHeaders(), value);
  }

  Object read(byte[] bytes) {
    return deserializer.deserialize(TOPIC, new RecordHeaders(), bytes);
  }

  /** With headers that go along. */
  Object there(Object value, Headers headers) {
    return deserializer.deserialize(TOPIC, headers, serializer.serialize(TOPIC, headers, value));
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
