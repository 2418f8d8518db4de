// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Casts a value of one logical type to another logical type with the same meaning.
 *
 * <p>Values have their encoded form: {@link Integer}, {@link Long}, {@link String}, and {@code
 * byte[]} for bytes and fixed.
 */
@FunctionalInterface
public interface LogicalTypeCast {

  /**
   * Casts a value.
   *
   * @throws RejectedValueException when the other logical type cannot represent the value
   */
  Object apply(Object value);

  /**
   * Returns the cast between two schemas. No cast is needed when only one of them has a logical
   * type and both have the same underlying type.
   *
   * @return null when no cast is needed
   * @throws AvroTypeException when the logical types have no values in common
   */
  static @Nullable LogicalTypeCast between(Schema from, Schema to) {
    String before = LogicalTypeNames.of(from);
    String after = LogicalTypeNames.of(to);
    if (before == null && after == null) {
      return null;
    }
    if (DecimalCast.involves(from) || DecimalCast.involves(to)) {
      return DecimalCast.between(from, to);
    }
    if (before == null || after == null || before.equals(after)) {
      return null;
    }
    LogicalTypeCast change = TimeUnitCast.between(before, after, to);
    if (change == null) {
      throw noCommonMeaning(from, to);
    }
    return change;
  }

  /** The exception for two logical types without common values. */
  static AvroTypeException noCommonMeaning(Schema from, Schema to) {
    return new AvroTypeException(described(from) + " cannot be converted to " + described(to));
  }

  private static String described(Schema schema) {
    String name = LogicalTypeNames.of(schema);
    String plain = schema.getType().getName();
    if (name == null) {
      return plain;
    }
    return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? "decimal(%d,%d) on %s".formatted(decimal.getPrecision(), decimal.getScale(), plain)
        : name + " on " + plain;
  }
}
