// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The logical type big-decimal, whose values have a scale each. Avro 1.11.4 brought it; for older
 * versions no schema has it.
 */
final class BigDecimals {

  private static final boolean ARE_KNOWN =
      AvroVersion.has("org.apache.avro.LogicalTypes$BigDecimal");

  private BigDecimals() {}

  static boolean are(@Nullable LogicalType type) {
    return ARE_KNOWN && Known.are(type);
  }

  static BigDecimal read(ByteBuffer bytes, Schema schema) {
    return Known.read(bytes, schema);
  }

  static ByteBuffer write(BigDecimal value, Schema schema) {
    return Known.write(value, schema);
  }

  /** Needs Avro 1.11.4. */
  private static final class Known {

    private static final Conversions.BigDecimalConversion CONVERSION =
        new Conversions.BigDecimalConversion();

    static boolean are(@Nullable LogicalType type) {
      return type instanceof LogicalTypes.BigDecimal;
    }

    static BigDecimal read(ByteBuffer bytes, Schema schema) {
      return CONVERSION.fromBytes(bytes, schema, schema.getLogicalType());
    }

    static ByteBuffer write(BigDecimal value, Schema schema) {
      return CONVERSION.toBytes(value, schema, schema.getLogicalType());
    }
  }
}
