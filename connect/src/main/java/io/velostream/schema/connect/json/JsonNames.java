// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import io.velostream.schema.connect.data.SumTypes;
import org.apache.kafka.connect.data.Schema;

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

  private JsonNames() {}

  /** Whether a struct stands for a union. */
  static boolean isUnion(Schema schema) {
    return SumTypes.isUnion(schema, UNION);
  }
}
