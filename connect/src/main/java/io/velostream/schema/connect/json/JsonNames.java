// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Keywords and names that others have made customary for Connect and JSON Schema. */
final class JsonNames {

  static final String TYPE = "connect.type";
  static final String VERSION = "connect.version";
  static final String PARAMETERS = "connect.parameters";
  static final String INDEX = "connect.index";
  static final String ONE_OF = "oneOf";
  static final String UNION = "io.confluent.connect.json.OneOf";
  static final String UNION_FIELD = UNION + ".field.";
  static final String ENUM = "io.confluent.connect.json.Enum";
  static final String GENERAL_UNION = "connect_union";
  static final String GENERAL_UNION_PARAMETER = "org.apache.kafka.connect.data.Union";
  static final String GENERAL_ENUM = "org.apache.kafka.connect.data.Enum";

  private JsonNames() {}

  /** A parameter of a schema; null if it has none. */
  static @Nullable String parameter(Schema schema, String name) {
    return schema.parameters() == null ? null : schema.parameters().get(name);
  }

  /** Whether a struct stands for a union. */
  static boolean isUnion(Schema schema) {
    return UNION.equals(schema.name())
        || GENERAL_UNION.equals(schema.name())
        || parameter(schema, GENERAL_UNION_PARAMETER) != null;
  }
}
