// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A registry that checks JSON Schemas, and serializers and deserializers on it. */
public final class Registry implements AutoCloseable {

  public static final String TOPIC = "orders";

  public final EmbeddedSchemaRegistry server =
      EmbeddedSchemaRegistry.builder()
          .compatibilityChecker("JSON", JsonFormat::incompatibilities)
          .start();
  public final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.builder().urls(List.of(URI.create(server.url()))).build())
          .build();

  public Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = own(settings);
    configs.put("schema.registry.url", server.url());
    return configs;
  }

  /** The settings of a serializer that has its resolver already. */
  public static Map<String, Object> own(Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      configs.put((String) settings[i], settings[i + 1]);
    }
    return configs;
  }

  public KafkaJsonSchemaSerializer<Object> serializer(Object... settings) {
    KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>(resolver);
    serializer.configure(own(settings), false);
    return serializer;
  }

  public <T> KafkaJsonSchemaDeserializer<T> deserializer(Object... settings) {
    KafkaJsonSchemaDeserializer<T> deserializer = new KafkaJsonSchemaDeserializer<>(resolver);
    deserializer.configure(own(settings), false);
    return deserializer;
  }

  public int register(String subject, String schema, SchemaReference... references) {
    return server.register("JSON", subject, schema.replace('\'', '"'), List.of(references));
  }

  /** A record's bytes. */
  public static byte[] framed(int id, String json) {
    byte[] payload = json.getBytes(UTF_8);
    return ByteBuffer.allocate(5 + payload.length).put((byte) 0).putInt(id).put(payload).array();
  }

  public static String payload(byte[] framed) {
    return new String(framed, 5, framed.length - 5, UTF_8);
  }

  @Override
  public void close() {
    resolver.close();
    server.close();
  }
}
