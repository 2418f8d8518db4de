// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.connect.data.SumTypes;
import java.net.URLEncoder;
import org.apache.kafka.connect.data.Schema;

/** Names of properties and parameters that others have made customary for Connect and Avro. */
final class AvroNames {

  static final String NAMESPACE = "io.confluent.connect.avro";
  static final String DEFAULT_RECORD = "ConnectDefault";
  static final String MAP_ENTRY = "MapEntry";
  static final String UNION = NAMESPACE + ".Union";
  static final String ENUM = NAMESPACE + ".Enum";
  static final String ANYTHING = NAMESPACE + ".Anything";
  static final String DECIMAL_FIXED = NAMESPACE + ".ConnectDecimal";
  static final String RECORD_DOC = NAMESPACE + ".record.doc";
  static final String FIELD_DOC = NAMESPACE + ".field.doc.";
  static final String ENUM_DOC = NAMESPACE + ".enum.doc.";
  static final String ENUM_DEFAULT = NAMESPACE + ".enum.default.";
  static final String FIELD_DEFAULT = NAMESPACE + ".field.default";
  static final String FIXED_SIZE = "connect.fixed.size";
  static final String PRECISION = "connect.decimal.precision";
  static final int DEFAULT_PRECISION = 64;

  /** What the names of properties begin with that are parameters too. */
  static final String OWN = "avro";

  static final String NAME = "connect.name";
  static final String DOC = "connect.doc";
  static final String VERSION = "connect.version";
  static final String DEFAULT = "connect.default";
  static final String PARAMETERS = "connect.parameters";
  static final String TYPE = "connect.type";
  static final String INTERNAL_TYPE = "connect.internal.type";

  private AvroNames() {}

  /** Whether a struct stands for a union. */
  static boolean isUnion(Schema schema) {
    return SumTypes.isUnion(schema, UNION);
  }

  /** A full name with each part made valid. */
  static String scrubbed(String fullName) {
    String[] parts = fullName.split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = scrubbedPart(parts[i]);
    }
    return String.join(".", parts);
  }

  private static String scrubbedPart(String name) {
    String encoded = URLEncoder.encode(name, UTF_8);
    String started = encoded.matches("[A-Za-z_].*") ? encoded : "x" + encoded;
    return started.replaceAll("[^A-Za-z0-9_]", "_");
  }
}
