// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A registry, and serializers and deserializers on it. */
public final class Registry implements AutoCloseable {

  public static final String TOPIC = "orders";

  public final EmbeddedSchemaRegistry server = EmbeddedSchemaRegistry.start();
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

  public KafkaAvroSerializer serializer(Object... settings) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(resolver);
    serializer.configure(own(settings), false);
    return serializer;
  }

  public KafkaAvroDeserializer deserializer(Object... settings) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(resolver);
    deserializer.configure(own(settings), false);
    return deserializer;
  }

  @Override
  public void close() {
    resolver.close();
    server.close();
  }
}
