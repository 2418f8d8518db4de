// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.write.BinaryWriter;
import org.jspecify.annotations.Nullable;

/** Writes values of one schema of Connect. Immutable once compiled. */
@FunctionalInterface
interface DataWriter {

  /**
   * Writes a value.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it does not fit the schema
   * @throws ClassCastException if it is of another class
   */
  void write(@Nullable Object value, BinaryWriter out);

  /** Writes values that are not null. */
  @FunctionalInterface
  interface Present {

    /** Writes a value, with errors as for {@link DataWriter#write}. */
    void write(Object value, BinaryWriter out);
  }
}
