// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.JacksonCodec;
import io.velostream.schema.benchmarks.json.JsonOrders;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Times the first record that a cold JVM writes and reads as JSON with a configured serializer and
 * deserializer, whose schema the resolver knows, beside the first one of bare Jackson: without
 * validation and with it, in the schema that is generated from the class and in the subject's
 * newest version, for which no class is looked into. What ends with {@code configured} counts the
 * time of {@code configure} as well.
 */
public final class FirstJsonRecord {

  private static final String TOPIC = "first";
  private static final String CONFIGURED = "-configured";
  private static final String[] CONTENDERS = {
    "jackson",
    "velostream",
    "velostream-validated",
    "latest",
    "latest-validated",
    "velostream-validated-configured",
    "latest-validated-configured"
  };

  private FirstJsonRecord() {}

  /** Takes the number of rounds (11); or whose code and a URL: the cold JVM itself. */
  public static void main(String... arguments) throws IOException {
    if (arguments.length == 2) {
      String whose = arguments[0];
      System.out.println(whose.equals("jackson") ? jackson() : velostream(whose, arguments[1]));
      return;
    }
    int rounds = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      register(registry.url());
      System.out.println(
          ColdTimes.of(FirstJsonRecord.class, rounds, registry.url(), CONTENDERS).report());
    }
  }

  /** The schema of the class. */
  private static void register(String url) {
    try (KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>()) {
      serializer.configure(Map.of("schema.registry.url", url), false);
      serializer.serialize(TOPIC, JsonOrders.order());
    }
  }

  private static long jackson() {
    Object value = JsonOrders.order();
    long start = System.nanoTime();
    Codec codec = new JacksonCodec(new ObjectMapper(), value.getClass());
    codec.read(codec.write(value));
    return ColdTimes.microsSince(start);
  }

  private static long velostream(String whose, String url) {
    Object value = JsonOrders.order();
    RegistrySettings registry = RegistrySettings.of(URI.create(url));
    try (SchemaResolver resolver = SchemaResolver.builder().registry(registry).build();
        KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>(resolver);
        KafkaJsonSchemaDeserializer<Object> deserializer =
            new KafkaJsonSchemaDeserializer<>(resolver)) {
      Map<String, Object> config = config(whose);
      long started = System.nanoTime();
      serializer.configure(config, false);
      deserializer.configure(config, false);
      long configured = whose.endsWith(CONFIGURED) ? ColdTimes.microsSince(started) : 0;
      know(resolver);
      long start = System.nanoTime();
      byte[] bytes = serializer.serialize(TOPIC, value);
      Objects.requireNonNull(deserializer.deserialize(TOPIC, bytes));
      return configured + ColdTimes.microsSince(start);
    }
  }

  private static Map<String, Object> config(String whose) {
    Map<String, Object> config = new HashMap<>();
    config.put("json.value.type", JsonOrders.Order.class);
    config.put("json.fail.invalid.schema", whose.contains("-validated"));
    if (whose.startsWith("latest")) {
      config.put("auto.register.schemas", false);
      config.put("use.latest.version", true);
      config.put("latest.compatibility.strict", false);
    }
    return config;
  }

  /** As if another serializer had asked before. */
  private static void know(SchemaResolver resolver) {
    Subject subject = Subject.of(TOPIC + "-value");
    RegisteredSchema known =
        resolver.register(subject, resolver.latest(subject).definition(), Normalization.OFF);
    resolver.byId(SchemaId.of(known.idValue()));
    resolver.parse(known, JsonFormat.INSTANCE);
  }
}
