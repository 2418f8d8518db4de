// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Where a record holds the id of its schema, and in which frame. */
public enum IdPlacement {
  /** Before the payload. */
  PREFIX,
  /** In a record header; the payload is bare. */
  HEADER,
  /** Readers only: in the header if there is one, else before the payload. */
  DUAL,
  /** Readers only: in the configuration, not in the record; the payload is bare. */
  CONFIG,
  /** Readers only: Apicurio's headers, else magic byte 0 and an id of 8 bytes. */
  APICURIO_2,
  /** Readers only: Apicurio's headers, else magic byte 0 and an id of 4 bytes. */
  APICURIO_3,
  /** Readers only: the header of AWS Glue's serializers before the payload. */
  GLUE,
  /** Readers only: Avro's single-object encoding. */
  SINGLE_OBJECT,
  /** Readers only: no frame; the payload is the record as the format's specification encodes it. */
  NONE;

  /** The name in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static IdPlacement ofKey(String key) {
    for (IdPlacement placement : values()) {
      if (placement.key().equals(key.trim())) {
        return placement;
      }
    }
    throw new IllegalArgumentException("no such place: " + key);
  }

  /** The values that a serializer accepts. */
  static String[] forWriting() {
    return new String[] {PREFIX.key(), HEADER.key()};
  }

  /** The values that a deserializer accepts, as text. */
  static String forReading() {
    return String.join(", ", Arrays.stream(values()).map(IdPlacement::key).toList());
  }

  /**
   * Parses the placements that a deserializer checks, in order.
   *
   * @param value comma-separated names; null for the default
   * @throws ConfigException if a value is unknown, occurs twice, or follows one that accepts every
   *     record
   */
  public static List<IdPlacement> list(String key, @Nullable String value) {
    List<IdPlacement> placements = new ArrayList<>();
    for (String each : (value == null ? DUAL.key() : value).split(",", -1)) {
      IdPlacement placement;
      try {
        placement = ofKey(each);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(key, value, "must be a list of " + forReading());
      }
      if (placements.contains(placement)) {
        throw new ConfigException(key, value, placement.key() + " occurs twice");
      }
      if (!placements.isEmpty() && placements.get(placements.size() - 1).acceptsAnyPayload()) {
        throw new ConfigException(
            key,
            value,
            placements.get(placements.size() - 1).key()
                + " accepts every record, so it must be last");
      }
      placements.add(placement);
    }
    return List.copyOf(placements);
  }

  /** Whether the schemas of this placement are, or may be, in a registry. */
  public boolean usesRegistry() {
    return this != GLUE && this != NONE;
  }

  /** Whether this placement accepts every payload, so that placements after it have no effect. */
  public boolean acceptsAnyPayload() {
    return this == CONFIG || this == NONE;
  }

  /** Whether Confluent's deserializers have this placement. */
  public boolean isConfluent() {
    return compareTo(CONFIG) <= 0;
  }
}
