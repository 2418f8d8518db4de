// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * The names of schemas' logical types, of those too that this version of Avro does not know, and
 * takes for the types beneath: a count of nanoseconds means the same whichever version reads it.
 */
public final class LogicalNames {

  private static final int BYTES_OF_DURATION = 12;

  /** A logical type that came after Avro 1.11.3, and the version that first reads it. */
  private record Newer(Schema.Type beneath, String version, boolean isKnown) {}

  private static final Map<String, Newer> UNKNOWN =
      Map.of(
              "big-decimal",
              new Newer(
                  Schema.Type.BYTES,
                  "1.11.4",
                  AvroVersion.has("org.apache.avro.LogicalTypes$BigDecimal")),
              "timestamp-nanos",
              new Newer(
                  Schema.Type.LONG,
                  "1.12.0",
                  AvroVersion.has("org.apache.avro.LogicalTypes$TimestampNanos")),
              "local-timestamp-nanos",
              new Newer(
                  Schema.Type.LONG,
                  "1.12.0",
                  AvroVersion.has("org.apache.avro.LogicalTypes$LocalTimestampNanos")),
              "duration", // Avro 1.12.0 has the class, and does not find it by its name
              new Newer(
                  Schema.Type.FIXED,
                  "1.12.1",
                  AvroVersion.has(
                      GenericData.class,
                      "optimalValueType",
                      Schema.class,
                      LogicalType.class,
                      Class.class)))
          .entrySet()
          .stream()
          .filter(newer -> !newer.getValue().isKnown())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private LogicalNames() {}

  /** The name of a schema's logical type; null when it has none. */
  static @Nullable String of(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return type == null ? unknown(schema) : type.getName();
  }

  private static @Nullable String unknown(Schema schema) {
    if (UNKNOWN.isEmpty()) {
      return null;
    }
    String name = schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
    Newer newer = name == null ? null : UNKNOWN.get(name);
    boolean isOne =
        newer != null
            && newer.beneath == schema.getType()
            && (newer.beneath != Schema.Type.FIXED || schema.getFixedSize() == BYTES_OF_DURATION);
    return isOne ? name : null;
  }

  /**
   * Why a schema's logical type is no more than the type beneath here.
   *
   * @return null when it is, or there is none
   */
  public static @Nullable String tooOld(Schema schema) {
    String name = schema.getLogicalType() == null ? unknown(schema) : null;
    Newer newer = name == null ? null : UNKNOWN.get(name);
    return newer == null ? null : AvroVersion.tooOld("the logical type " + name, newer.version);
  }
}
