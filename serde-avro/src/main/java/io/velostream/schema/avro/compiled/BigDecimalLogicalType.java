// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;

/**
 * The logical type big-decimal: each value has its own scale. Avro supports it since 1.11.4; older
 * versions read it as bytes.
 */
final class BigDecimalLogicalType {

  private static final String NAME = "big-decimal";

  private BigDecimalLogicalType() {}

  static boolean matches(Schema schema) {
    return NAME.equals(LogicalTypeNames.of(schema));
  }

  /** Rejects a schema that this version of Avro cannot decode. */
  static void requireSupported(Schema schema) {
    String upgradeMessage = matches(schema) ? LogicalTypeNames.upgradeMessage(schema) : null;
    if (upgradeMessage != null) {
      throw new AvroTypeException(upgradeMessage);
    }
  }

  static BigDecimal read(ByteBuffer bytes, Schema schema) {
    return Supported.read(bytes, schema);
  }

  static ByteBuffer write(BigDecimal value, Schema schema) {
    return Supported.write(value, schema);
  }

  /** Needs Avro 1.11.4. */
  private static final class Supported {

    private static final Conversions.BigDecimalConversion CONVERSION =
        new Conversions.BigDecimalConversion();

    static BigDecimal read(ByteBuffer bytes, Schema schema) {
      return CONVERSION.fromBytes(bytes, schema, schema.getLogicalType());
    }

    static ByteBuffer write(BigDecimal value, Schema schema) {
      return CONVERSION.toBytes(value, schema, schema.getLogicalType());
    }
  }
}
