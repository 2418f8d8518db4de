// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import org.jspecify.annotations.Nullable;

/** Reads an Avro value as the internal form of a column's type. Thread-safe. */
@FunctionalInterface
interface ColumnReader {
  @Nullable Object read(AvroInput in);
}
