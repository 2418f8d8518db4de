// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.serde.config.SerdeKeys;
import java.util.List;
import java.util.Map;

/** The keys that say which schema is written. */
public final class SchemaChoice {

  private static final List<String> KEYS =
      List.of(
          SerdeKeys.AUTO_REGISTER,
          SerdeKeys.USE_LATEST,
          SerdeKeys.USE_SCHEMA_ID,
          SerdeKeys.USE_SCHEMA_GUID,
          "use.latest.with.metadata");

  private SchemaChoice() {}

  /** Whether one of them is given, so that the newest version is not what is meant. */
  public static boolean isIn(Map<String, ?> configs) {
    return KEYS.stream().anyMatch(configs::containsKey);
  }
}
