// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.flink.avro.RowSchemas;
import io.velostream.schema.flink.json.JsonRowSchemas;
import io.velostream.schema.json.config.JsonKeys;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.common.config.ConfigDef;

/** The formats of this library. */
public enum RowFormat {
  /** Avro. */
  AVRO("velo-avro"),
  /** JSON Schema. */
  JSON("velo-json-schema");

  private final String identifier;

  RowFormat(String identifier) {
    this.identifier = identifier;
  }

  /** The name in statements. */
  public String identifier() {
    return identifier;
  }

  /** The format with a name; empty for a format of others. */
  public static Optional<RowFormat> of(String identifier) {
    return Arrays.stream(values()).filter(each -> each.identifier.equals(identifier)).findFirst();
  }

  /** The keys of the format alone, for reading and for writing. */
  public Set<String> keys() {
    Set<String> keys = new HashSet<>(readerKeys().names());
    keys.addAll(writerKeys().names());
    return keys;
  }

  /**
   * Derives the schema of rows, as a check.
   *
   * @throws io.velostream.schema.model.InvalidSchemaException naming a column whose name or type
   *     the format does not have
   */
  void requireDerivable(RowType columns) {
    if (this == AVRO) {
      RowSchemas.of(columns);
    } else {
      JsonRowSchemas.of(columns);
    }
  }

  ConfigDef writerKeys() {
    return this == AVRO ? AvroKeys.serializer() : JsonKeys.serializer();
  }

  ConfigDef readerKeys() {
    return this == AVRO ? AvroKeys.deserializer() : JsonKeys.deserializer();
  }
}
