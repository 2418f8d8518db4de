// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.jspecify.annotations.Nullable;

/** Writes values of one place in a schema. Safe for use by many threads. */
public abstract class WriteStep {

  /**
   * Writes one value.
   *
   * @throws RuntimeException when the value is not for this step
   */
  public abstract void write(@Nullable Object value, BinaryWriter out);

  /** Writes some values itself, and leaves those that it does not know to another step. */
  abstract static class Partial extends WriteStep {

    final WriteStep other;

    Partial(WriteStep other) {
      this.other = other;
    }
  }
}
