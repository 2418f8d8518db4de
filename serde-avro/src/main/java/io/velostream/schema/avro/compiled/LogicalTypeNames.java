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
 * The names of the logical types of schemas. Includes logical types that this version of Avro does
 * not support and reads as the underlying type, because the meaning of a value does not depend on
 * the version of the library.
 */
public final class LogicalTypeNames {

  private static final int DURATION_BYTES = 12;

  /** A logical type that is newer than Avro 1.11.3, with the first version that supports it. */
  private record NewerType(Schema.Type underlying, String version, boolean isSupported) {}

  private static final Map<String, NewerType> UNSUPPORTED =
      Map.of(
              "big-decimal",
              new NewerType(
                  Schema.Type.BYTES,
                  "1.11.4",
                  AvroVersion.has("org.apache.avro.LogicalTypes$BigDecimal")),
              "timestamp-nanos",
              new NewerType(
                  Schema.Type.LONG,
                  "1.12.0",
                  AvroVersion.has("org.apache.avro.LogicalTypes$TimestampNanos")),
              "local-timestamp-nanos",
              new NewerType(
                  Schema.Type.LONG,
                  "1.12.0",
                  AvroVersion.has("org.apache.avro.LogicalTypes$LocalTimestampNanos")),
              "duration", // Avro 1.12.0 has the class, but does not register its name
              new NewerType(
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
          .filter(newer -> !newer.getValue().isSupported())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private LogicalTypeNames() {}

  /** Returns the name of the logical type of a schema; null when it has none. */
  static @Nullable String of(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return type == null ? unsupportedName(schema) : type.getName();
  }

  private static @Nullable String unsupportedName(Schema schema) {
    if (UNSUPPORTED.isEmpty()) {
      return null;
    }
    String name = schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
    NewerType newer = name == null ? null : UNSUPPORTED.get(name);
    boolean isOne =
        newer != null
            && newer.underlying == schema.getType()
            && (newer.underlying != Schema.Type.FIXED || schema.getFixedSize() == DURATION_BYTES);
    return isOne ? name : null;
  }

  /**
   * Explains why this version of Avro reads a logical type as its underlying type.
   *
   * @return null when Avro supports the logical type, or the schema has none
   */
  public static @Nullable String upgradeMessage(Schema schema) {
    String name = schema.getLogicalType() == null ? unsupportedName(schema) : null;
    NewerType newer = name == null ? null : UNSUPPORTED.get(name);
    return newer == null
        ? null
        : AvroVersion.upgradeMessage("the logical type " + name, newer.version);
  }
}
