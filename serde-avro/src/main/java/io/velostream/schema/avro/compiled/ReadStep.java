// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.jspecify.annotations.Nullable;

/**
 * Reads values of one place in a pair of schemas. Safe for use by many threads. Public for {@link
 * ObjectReads} alone.
 */
public abstract class ReadStep {

  ReadStep() {}

  /**
   * Reads one value.
   *
   * @throws RuntimeException when the bytes are not for this step
   */
  abstract @Nullable Object read(BinaryReader in);

  /** Goes past one value, without making it where that can be helped. */
  void skip(BinaryReader in) {
    read(in);
  }
}
