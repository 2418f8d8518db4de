// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import com.google.protobuf.Message;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.config.ProtobufKeys;
import io.velostream.schema.rollout.RolloutFile;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.file.ConfigFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.yaml.snakeyaml.Yaml;

/**
 * Compares settings of the pages with the configuration, and configures each of our serializers and
 * deserializers with them that takes them.
 */
final class DocumentedSettings {

  private static final String CLIENTS = "spring.kafka.";
  private static final String PROPERTIES = "properties.";

  /** Spring Boot's own names for keys of Kafka's clients. */
  private static final Map<String, Set<String>> SPRING =
      Map.of(
          "", Set.of("bootstrap-servers"),
          "producer.", Set.of("bootstrap-servers", "key-serializer", "value-serializer"),
          "consumer.",
              Set.of(
                  "auto-offset-reset",
                  "bootstrap-servers",
                  "group-id",
                  "key-deserializer",
                  "value-deserializer"),
          "streams.", Set.of("application-id", "bootstrap-servers"));

  private DocumentedSettings() {}

  /** Every key of this library. */
  static Set<String> ourKeys() {
    Set<String> keys = new TreeSet<>(SerdeConfig.sharedKeys().names());
    for (ConfigDef each :
        List.of(
            AvroKeys.serializer(),
            AvroKeys.deserializer(),
            JsonKeys.serializer(),
            JsonKeys.deserializer(),
            ProtobufKeys.serializer(),
            ProtobufKeys.deserializer())) {
      keys.addAll(each.names());
    }
    keys.addAll(ListenerOptions.names());
    return keys;
  }

  /** What is wrong with a properties file; empty for nothing. */
  static List<String> faultsOfProperties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, Object> settings = new HashMap<>();
    properties.forEach((key, value) -> settings.put(String.valueOf(key), value));
    return faults(settings);
  }

  /** What is wrong with an application.yml of Spring Boot; empty for nothing. */
  static List<String> faultsOfYaml(String text) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flatten("", new Yaml().load(text), flat);
    if (flat.keySet().stream().noneMatch(name -> name.startsWith("spring."))) {
      return faultsOfFile(text, flat.keySet());
    }
    List<String> faults = new ArrayList<>();
    Map<String, Map<String, Object>> clients = new HashMap<>();
    flat.forEach(
        (name, value) -> {
          String client = name.replaceFirst("^spring\\.kafka\\.", "");
          if (!name.startsWith(CLIENTS)) {
            faults.add("unknown key " + name);
            return;
          }
          String kind =
              List.of("producer.", "consumer.", "streams.").stream()
                  .filter(client::startsWith)
                  .findFirst()
                  .orElse("");
          String key = client.substring(kind.length());
          if (key.startsWith(PROPERTIES)) {
            clients
                .computeIfAbsent(kind, none -> new HashMap<>())
                .put(key.substring(PROPERTIES.length()), value);
          } else if (SPRING.get(kind).contains(key)) {
            clients
                .computeIfAbsent(kind, none -> new HashMap<>())
                .put(key.replace('-', '.'), value);
          } else {
            faults.add("unknown key " + name);
          }
        });
    Map<String, Object> shared = clients.getOrDefault("", Map.of());
    clients.forEach(
        (kind, own) -> {
          if (!kind.isEmpty()) {
            Map<String, Object> both = new HashMap<>(shared);
            both.putAll(own);
            faults.addAll(faults(both));
          }
        });
    return faults;
  }

  /** What is wrong with a configuration file in YAML, whose keys a YAML library gives too. */
  private static List<String> faultsOfFile(String text, Set<String> keys) {
    try {
      Path file = Files.writeString(Files.createTempFile("page", ".yaml"), text);
      Map<String, Object> settings = ConfigFiles.read(file);
      Files.delete(file);
      return settings.keySet().equals(keys)
          ? faults(settings)
          : List.of("the keys are " + keys + ", read were " + settings.keySet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flatten(String name, Object value, Map<String, Object> flat) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, below) -> flatten(name.isEmpty() ? "" + key : name + "." + key, below, flat));
    } else {
      flat.put(name, value);
    }
  }

  private static List<String> faults(Map<String, Object> settings) {
    List<String> faults = new ArrayList<>();
    Set<String> known = ourKeys();
    known.addAll(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    known.addAll(StreamsConfig.configDef().names());
    known.add("topic"); // the option of tables of Flink SQL
    settings.keySet().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> faults.add("unknown key " + key));
    for (String key : List.of("value.serializer", "value.deserializer")) {
      if (settings.containsKey(key)) {
        faults.addAll(faultsOfClass(String.valueOf(settings.get(key))));
      }
    }
    if (faults.isEmpty()) {
      faults.addAll(faultsOfConfiguring(settings));
    }
    return faults;
  }

  /** What is wrong with the name of a serializer or deserializer. */
  static List<String> faultsOfClass(String name) {
    try {
      Class<?> type = Class.forName(name);
      return Serializer.class.isAssignableFrom(type) || Deserializer.class.isAssignableFrom(type)
          ? List.of()
          : List.of(name + " is no serializer");
    } catch (ClassNotFoundException e) {
      return List.of("unknown class " + name);
    }
  }

  /** Configures those of ours that know all keys of ours that are set. */
  private static List<String> faultsOfConfiguring(Map<String, Object> settings) {
    Set<String> ours = ourKeys();
    ours.retainAll(settings.keySet());
    Map<String, Object> configs = new HashMap<>(settings);
    configs.putIfAbsent("schema.registry.url", "mock://documentation");
    configs.replaceAll( // nothing is written outside of the build
        (key, value) -> isWritten(key) ? "target/documentation/" + UUID.randomUUID() : value);
    configs.replaceAll((key, value) -> key.equals("schema.rollout.file") ? rollouts() : value);
    List<String> faults = new ArrayList<>();
    int configured = 0;
    if (isFor(AvroKeys.serializer(), ours, settings, KafkaAvroSerializer.class)) {
      configured++;
      try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
        serializer.configure(configs, false);
      }
    }
    if (isFor(AvroKeys.deserializer(), ours, settings, KafkaAvroDeserializer.class)) {
      configured++;
      try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
        deserializer.configure(configs, false);
      }
    }
    if (isFor(JsonKeys.serializer(), ours, settings, KafkaJsonSchemaSerializer.class)) {
      configured++;
      try (KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>()) {
        serializer.configure(configs, false);
      }
    }
    if (isFor(JsonKeys.deserializer(), ours, settings, KafkaJsonSchemaDeserializer.class)) {
      configured++;
      try (KafkaJsonSchemaDeserializer<Object> deserializer = new KafkaJsonSchemaDeserializer<>()) {
        deserializer.configure(configs, false);
      }
    }
    if (isFor(ProtobufKeys.serializer(), ours, settings, KafkaProtobufSerializer.class)) {
      configured++;
      try (KafkaProtobufSerializer<Message> serializer = new KafkaProtobufSerializer<>()) {
        serializer.configure(configs, false);
      }
    }
    if (isFor(ProtobufKeys.deserializer(), ours, settings, KafkaProtobufDeserializer.class)) {
      configured++;
      try (KafkaProtobufDeserializer<Message> deserializer = new KafkaProtobufDeserializer<>()) {
        deserializer.configure(configs, false);
      }
    }
    if (configured == 0) {
      faults.add("no serializer and no deserializer takes " + settings.keySet());
    }
    return faults;
  }

  private static boolean isWritten(String key) {
    return key.equals("schema.audit.path")
        || (key.startsWith("schema.listeners.") && key.endsWith(".path"));
  }

  /** A file of rollouts, which must be there. */
  private static String rollouts() {
    Path file = Path.of("target", "documentation", "rollouts.json");
    try {
      Files.createDirectories(file.getParent());
      RolloutFile.write(file, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  /** Whether a class is the one that the settings name, or may be, and knows all keys. */
  private static boolean isFor(
      ConfigDef own, Set<String> ours, Map<String, Object> settings, Class<?> type) {
    Set<String> known = new TreeSet<>(SerdeConfig.sharedKeys().names());
    known.addAll(own.names());
    known.addAll(ListenerOptions.names());
    boolean isSerializer = Serializer.class.isAssignableFrom(type);
    Object named = settings.get(isSerializer ? "value.serializer" : "value.deserializer");
    Object other = settings.get(isSerializer ? "value.deserializer" : "value.serializer");
    boolean isNamed = named == null ? other == null : named.equals(type.getName());
    return isNamed && known.containsAll(ours);
  }
}
