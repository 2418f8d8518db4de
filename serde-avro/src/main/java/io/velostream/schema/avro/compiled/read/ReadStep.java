// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of one place in a pair of schemas. Safe for use by many threads. Public for {@link
 * ObjectReads} alone.
 */
public abstract class ReadStep {

  public ReadStep() {}

  /**
   * Reads one value.
   *
   * @throws RuntimeException when the bytes are not for this step
   */
  public abstract @Nullable Object read(BinaryReader in);

  /** Goes past one value, without making it where that can be helped. */
  public void skip(BinaryReader in) {
    read(in);
  }
}
