// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;

/** The kind of a value, as determined by its first token. */
public enum ValueKind {
  NULL,
  TRUE,
  FALSE,
  /** A number without fraction and exponent. */
  INTEGER,
  /** A number with a fraction or an exponent, even if its value is an integer. */
  DECIMAL,
  STRING,
  ARRAY,
  OBJECT;

  public static ValueKind of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> OBJECT;
      case ARRAY -> ARRAY;
      case STRING, BINARY -> STRING;
      case NUMBER -> value.isIntegralNumber() ? INTEGER : DECIMAL;
      case BOOLEAN -> value.booleanValue() ? TRUE : FALSE;
      case NULL, MISSING, POJO -> NULL;
    };
  }

  public boolean isContainer() {
    return this == ARRAY || this == OBJECT;
  }

  public boolean isNumber() {
    return this == INTEGER || this == DECIMAL;
  }
}
