// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;

/**
 * The logical type big-decimal, whose values have a scale each. Avro 1.11.4 brought it; older
 * versions take it for bytes.
 */
final class BigDecimals {

  private static final String NAME = "big-decimal";

  private BigDecimals() {}

  static boolean are(Schema schema) {
    return NAME.equals(LogicalNames.of(schema));
  }

  /** Refuses a schema whose values this version of Avro cannot tell. */
  static void requireKnown(Schema schema) {
    String tooOld = are(schema) ? LogicalNames.tooOld(schema) : null;
    if (tooOld != null) {
      throw new AvroTypeException(tooOld);
    }
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

    static BigDecimal read(ByteBuffer bytes, Schema schema) {
      return CONVERSION.fromBytes(bytes, schema, schema.getLogicalType());
    }

    static ByteBuffer write(BigDecimal value, Schema schema) {
      return CONVERSION.toBytes(value, schema, schema.getLogicalType());
    }
  }
}
