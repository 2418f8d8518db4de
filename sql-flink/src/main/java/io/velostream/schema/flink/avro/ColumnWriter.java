// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import org.jspecify.annotations.Nullable;

/** Writes the internal form of a column's type as an Avro value. Thread-safe. */
@FunctionalInterface
interface ColumnWriter {
  void write(@Nullable Object value, AvroOutput out);
}
