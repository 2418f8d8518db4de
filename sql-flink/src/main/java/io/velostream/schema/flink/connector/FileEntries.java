// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import io.velostream.schema.flink.format.RowFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.file.ConfigFiles;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** The entries of a configuration file, sorted out for a table. */
final class FileEntries {

  private static final List<String> OWN_PREFIXES =
      List.of("schema.", "basic.auth.", "bearer.auth.", "request.header.");

  /** Which class of a serializer or deserializer stands for which format, by a part of its name. */
  private static final List<Map.Entry<String, String>> CLASSES =
      List.of(
          Map.entry("JsonSchema", RowFormat.JSON.identifier()),
          Map.entry("Avro", RowFormat.AVRO.identifier()),
          Map.entry("org.apache.kafka.common.serialization.", "raw"));

  private final @Nullable String file;
  private final Map<String, String> values = new TreeMap<>();

  FileEntries(@Nullable String file, Map<String, ?> entries) {
    this.file = file;
    entries.forEach(
        (key, value) -> {
          if (value != null && !key.equals(ConfigFiles.KEY)) {
            values.put(key, value.toString());
          }
        });
  }

  /** The file; null if there is none. */
  @Nullable String file() {
    return file;
  }

  /** The values of all keys. */
  Map<String, String> values() {
    return values;
  }

  /** Whether a key is for the Kafka consumer, or for the producer. */
  boolean isForClient(String key, boolean reads) {
    if (isOfFormat(key) || key.matches("(key|value)\\.(de)?serializer")) {
      return false;
    }
    Set<String> consumer = ConsumerConfig.configNames();
    Set<String> producer = ProducerConfig.configNames();
    return reads
        ? consumer.contains(key) || !producer.contains(key)
        : producer.contains(key) || !consumer.contains(key);
  }

  private static boolean isOfFormat(String key) {
    return OWN_PREFIXES.stream().anyMatch(key::startsWith) || OwnKeys.NAMES.contains(key);
  }

  /** The format of values: the one that is named, or that of the class which reads or writes. */
  Optional<String> valueFormat(boolean reads) {
    String named = values.getOrDefault("value.format", values.get("format"));
    return named != null ? Optional.of(named) : formatOfClass("value.", reads);
  }

  /** The format of keys, likewise. */
  Optional<String> keyFormat(boolean reads) {
    return formatOfClass("key.", reads);
  }

  private Optional<String> formatOfClass(String side, boolean reads) {
    String first = side + (reads ? "deserializer" : "serializer");
    String second = side + (reads ? "serializer" : "deserializer");
    String name = Objects.toString(values.getOrDefault(first, values.get(second)), "");
    return CLASSES.stream()
        .filter(each -> name.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The keys of this library. */
  private static final class OwnKeys {

    static final Set<String> NAMES = new HashSet<>(SerdeConfig.sharedKeys().names());

    static {
      for (RowFormat each : RowFormat.values()) {
        NAMES.addAll(each.keys());
      }
    }
  }
}
