// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.meter;

import io.velostream.schema.serde.config.SerdeConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What names a serializer or deserializer in metrics.
 *
 * @param direction whether it writes or reads
 * @param clientId the {@code client.id} of its Kafka client, or the {@code application.id} of its
 *     Streams application
 * @param isKey whether its records are keys
 * @param format the format in lower case: {@code avro}
 */
public record MeterTags(Direction direction, String clientId, boolean isKey, String format) {

  /** Whether records are written or read. */
  public enum Direction {
    /** A serializer's. */
    SERIALIZER,
    /** A deserializer's. */
    DESERIALIZER;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The tags of a configuration.
   *
   * @param type the format's name at registries: {@code AVRO}
   */
  public static MeterTags of(Direction direction, SerdeConfig config, String type) {
    return new MeterTags(
        direction, config.clientId(), config.isKey(), type.toLowerCase(Locale.ROOT));
  }

  String groupType() {
    return direction.label() + "-metrics";
  }

  String topicGroupType() {
    return direction.label() + "-topic-metrics";
  }

  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("client-id", clientId);
    tags.put("is-key", Boolean.toString(isKey));
    tags.put("format", format);
    return tags;
  }

  Map<String, String> tagsOf(String topic) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("client-id", clientId);
    tags.put("topic", topic);
    tags.put("is-key", Boolean.toString(isKey));
    tags.put("format", format);
    return tags;
  }
}
