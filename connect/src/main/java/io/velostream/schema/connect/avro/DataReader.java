// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.jspecify.annotations.Nullable;

/** Reads values of one schema of Connect. Immutable once compiled. */
@FunctionalInterface
interface DataReader {

  /**
   * Reads a value.
   *
   * @throws RuntimeException if the bytes are malformed
   */
  @Nullable Object read(BinaryReader in);

  /** Reads values that are not null. */
  @FunctionalInterface
  interface Present extends DataReader {

    @Override
    Object read(BinaryReader in);
  }
}
