// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import org.jspecify.annotations.Nullable;

/** Converts values of one Avro type to another. Thread-safe. */
@FunctionalInterface
interface AvroConverter {

  /** The same value. */
  AvroConverter SAME = value -> value;

  /**
   * Converts one value.
   *
   * @throws ConversionException if it cannot be converted
   */
  @Nullable Object convert(@Nullable Object value);
}
