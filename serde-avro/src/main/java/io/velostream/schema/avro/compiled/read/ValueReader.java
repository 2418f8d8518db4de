// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one node in a resolved pair of schemas. Thread-safe. Public only because
 * {@link ObjectReader} refers to it.
 */
public abstract class ValueReader {

  public ValueReader() {}

  /**
   * Reads one value.
   *
   * @throws RuntimeException when the reader cannot decode the bytes
   */
  public abstract @Nullable Object read(BinaryReader in);

  /** Skips one value, if possible without creating it. */
  public void skip(BinaryReader in) {
    read(in);
  }
}
