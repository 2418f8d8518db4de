// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.json.config.JsonKeys;
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

  ConfigDef writerKeys() {
    return this == AVRO ? AvroKeys.serializer() : JsonKeys.serializer();
  }

  ConfigDef readerKeys() {
    return this == AVRO ? AvroKeys.deserializer() : JsonKeys.deserializer();
  }
}
