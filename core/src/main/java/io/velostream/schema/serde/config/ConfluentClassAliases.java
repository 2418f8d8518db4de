// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.serde.AssociatedNameStrategy;
import io.velostream.schema.serde.RecordNameStrategy;
import io.velostream.schema.serde.TopicNameStrategy;
import io.velostream.schema.serde.TopicRecordNameStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces Confluent's class names in a configuration by the equivalents of this library, and
 * removes empty ids and GUIDs. Confluent's classes are never loaded.
 */
final class ConfluentClassAliases {

  private static final String CONFLUENT = "io.confluent.kafka.serializers.";

  private static final Map<String, Class<?>> SUBJECT_NAMES =
      Map.of(
          CONFLUENT + "subject.AssociatedNameStrategy", AssociatedNameStrategy.class,
          CONFLUENT + "subject.TopicNameStrategy", TopicNameStrategy.class,
          CONFLUENT + "subject.RecordNameStrategy", RecordNameStrategy.class,
          CONFLUENT + "subject.TopicRecordNameStrategy", TopicRecordNameStrategy.class);

  private static final String NO_CONTEXT = CONFLUENT + "context.NullContextNameStrategy";

  private static final Map<String, String> PLACEMENTS =
      Map.of(
          CONFLUENT + "schema.id.PrefixSchemaIdSerializer", IdPlacement.PREFIX.key(),
          CONFLUENT + "schema.id.HeaderSchemaIdSerializer", IdPlacement.HEADER.key(),
          CONFLUENT + "schema.id.PrefixSchemaIdDeserializer", IdPlacement.PREFIX.key(),
          CONFLUENT + "schema.id.HeaderSchemaIdDeserializer", IdPlacement.HEADER.key(),
          CONFLUENT + "schema.id.DualSchemaIdDeserializer", IdPlacement.DUAL.key(),
          CONFLUENT + "schema.id.ConfigSchemaIdDeserializer", IdPlacement.CONFIG.key());

  private ConfluentClassAliases() {}

  /** Returns the configuration with every alias replaced. */
  static Map<String, Object> replaced(Map<String, ?> configs) {
    Map<String, Object> replaced = new HashMap<>(configs);
    for (String key : List.of(SerdeKeys.KEY_SUBJECT_NAME, SerdeKeys.VALUE_SUBJECT_NAME)) {
      replace(replaced, key, SUBJECT_NAMES);
    }
    for (String key : List.of(SerdeKeys.KEY_ID_SERIALIZER, SerdeKeys.VALUE_ID_SERIALIZER)) {
      replace(replaced, key, PLACEMENTS);
    }
    for (String key : List.of(SerdeKeys.KEY_ID_DESERIALIZER, SerdeKeys.VALUE_ID_DESERIALIZER)) {
      replaceEach(replaced, key);
    }
    for (String key : List.of(SerdeKeys.USE_SCHEMA_ID, SerdeKeys.USE_SCHEMA_GUID)) {
      if (configs.get(key) instanceof String text && text.isBlank()) {
        replaced.remove(key);
      }
    }
    if (NO_CONTEXT.equals(nameOf(replaced.get(SerdeKeys.CONTEXT_NAME)))) {
      replaced.remove(SerdeKeys.CONTEXT_NAME);
    }
    return replaced;
  }

  private static void replace(Map<String, Object> configs, String key, Map<String, ?> aliases) {
    String name = nameOf(configs.get(key));
    Object replacement = name == null ? null : aliases.get(name);
    if (replacement != null) {
      configs.put(key, replacement);
    }
  }

  /** Replaces aliases in a list, or in a comma-separated text. */
  private static void replaceEach(Map<String, Object> configs, String key) {
    Object configured = configs.get(key);
    List<?> names = configured instanceof String text ? List.of(text.split(",", -1)) : null;
    if (configured instanceof List<?> list) {
      names = list;
    } else if (configured instanceof Class<?>) {
      names = List.of(configured);
    }
    if (names != null) {
      List<String> replaced = new ArrayList<>();
      for (Object each : names) {
        String name = String.valueOf(nameOf(each));
        replaced.add(PLACEMENTS.getOrDefault(name, name));
      }
      configs.put(key, String.join(",", replaced));
    }
  }

  private static @Nullable String nameOf(@Nullable Object value) {
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    return value instanceof String text ? text.trim() : null;
  }
}
