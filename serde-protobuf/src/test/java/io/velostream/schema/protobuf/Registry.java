// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.protobuf.schema.ProtobufFormat;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A registry that checks Protobuf schemas, and serializers and deserializers on it. */
public final class Registry implements AutoCloseable {

  public static final String TOPIC = "orders";

  public final EmbeddedSchemaRegistry server =
      EmbeddedSchemaRegistry.builder()
          .compatibilityChecker(ProtobufFormat.TYPE, ProtobufFormat::incompatibilities)
          .start();
  public final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.builder().urls(List.of(URI.create(server.url()))).build())
          .build();

  /** The settings of a serializer that has its resolver already. */
  public static Map<String, Object> own(Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      configs.put((String) settings[i], settings[i + 1]);
    }
    return configs;
  }

  public Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = own(settings);
    configs.put("schema.registry.url", server.url());
    return configs;
  }

  public KafkaProtobufSerializer<Message> serializer(Object... settings) {
    KafkaProtobufSerializer<Message> serializer = new KafkaProtobufSerializer<>(resolver);
    serializer.configure(own(settings), false);
    return serializer;
  }

  public <T extends Message> KafkaProtobufDeserializer<T> deserializer(Object... settings) {
    KafkaProtobufDeserializer<T> deserializer = new KafkaProtobufDeserializer<>(resolver);
    deserializer.configure(own(settings), false);
    return deserializer;
  }

  public int register(String subject, String schema, SchemaReference... references) {
    return server.register(ProtobufFormat.TYPE, subject, schema, List.of(references));
  }

  /** The subjects of the registry. */
  public List<String> subjects() {
    try (InputStream in = URI.create(server.url() + "/subjects").toURL().openStream()) {
      String json = new String(in.readAllBytes(), UTF_8).replaceAll("[\\[\\]\"]", "");
      return json.isEmpty() ? List.of() : List.of(json.split(","));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes.replace(" ", ""));
  }

  @Override
  public void close() {
    resolver.close();
    server.close();
  }
}
