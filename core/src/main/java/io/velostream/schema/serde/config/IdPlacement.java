// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Where the id of a record's schema stands, and in which frame. */
public enum IdPlacement {
  /** Before the payload. */
  PREFIX,
  /** In a record header; the payload is bare. */
  HEADER,
  /** Readers only: in the header if there is one, else before the payload. */
  DUAL,
  /** Readers only: nowhere in the record, but in the configuration; the payload is bare. */
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

  /** The values that a serializer takes. */
  static String[] forWriting() {
    return new String[] {PREFIX.key(), HEADER.key()};
  }

  /** The values that a deserializer takes, in words. */
  static String forReading() {
    return String.join(", ", Arrays.stream(values()).map(IdPlacement::key).toList());
  }

  /**
   * The places that a deserializer is to look at, in order.
   *
   * @param value names with commas between; null for the default
   * @throws ConfigException when a value is unknown, stands twice, or has no effect where it stands
   */
  public static List<IdPlacement> list(String key, @Nullable String value) {
    List<IdPlacement> places = new ArrayList<>();
    for (String each : (value == null ? DUAL.key() : value).split(",", -1)) {
      IdPlacement place;
      try {
        place = ofKey(each);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(key, value, "must be a list of " + forReading());
      }
      if (places.contains(place)) {
        throw new ConfigException(key, value, place.key() + " stands twice");
      }
      if (!places.isEmpty() && places.get(places.size() - 1).isOfAnyPayload()) {
        throw new ConfigException(
            key,
            value,
            places.get(places.size() - 1).key() + " takes every record, so it must stand last");
      }
      places.add(place);
    }
    return List.copyOf(places);
  }

  /** Whether the schemas of records of this place are, or may be, in a registry. */
  public boolean isOfRegistry() {
    return this != GLUE && this != NONE;
  }

  /** Whether every payload is one of this place, so that what follows it has no effect. */
  public boolean isOfAnyPayload() {
    return this == CONFIG || this == NONE;
  }

  /** Whether this is one of the places that Confluent's deserializers know. */
  public boolean isConfluent() {
    return compareTo(CONFIG) <= 0;
  }
}
