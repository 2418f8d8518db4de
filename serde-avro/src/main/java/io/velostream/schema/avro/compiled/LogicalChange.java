// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.UnfitValue;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes what one schema means by a value into what another does, where their logical types differ.
 *
 * <p>Values are as they are written: {@link Integer}, {@link Long}, {@link String}, and {@code
 * byte[]} for bytes and fixed.
 */
@FunctionalInterface
public interface LogicalChange {

  /**
   * The value in the other schema.
   *
   * @throws UnfitValue when it cannot be the same value there
   */
  Object apply(Object value);

  /**
   * What has to be done with values of one schema so that they are the same in another. A logical
   * type that only one of them has, over the same type, leaves the meaning open and changes none.
   *
   * @return null when nothing has to be done
   * @throws AvroTypeException when nothing can be done: the logical types have no values in common
   */
  static @Nullable LogicalChange between(Schema from, Schema to) {
    String before = LogicalNames.of(from);
    String after = LogicalNames.of(to);
    if (before == null && after == null) {
      return null;
    }
    if (DecimalChange.concerns(from) || DecimalChange.concerns(to)) {
      return DecimalChange.between(from, to);
    }
    if (before == null || after == null || before.equals(after)) {
      return null;
    }
    LogicalChange change = TimeChange.between(before, after, to);
    if (change == null) {
      throw noCommonMeaning(from, to);
    }
    return change;
  }

  /** The exception for a pair of which no value is the same in both. */
  static AvroTypeException noCommonMeaning(Schema from, Schema to) {
    return new AvroTypeException(described(from) + " has no meaning as " + described(to));
  }

  private static String described(Schema schema) {
    String name = LogicalNames.of(schema);
    String plain = schema.getType().getName();
    if (name == null) {
      return plain;
    }
    return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? "decimal(%d,%d) on %s".formatted(decimal.getPrecision(), decimal.getScale(), plain)
        : name + " on " + plain;
  }
}
