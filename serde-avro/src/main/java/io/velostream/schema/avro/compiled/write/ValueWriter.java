// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.jspecify.annotations.Nullable;

/** Writes the values of one node of a schema. Thread-safe. */
public abstract class ValueWriter {

  /**
   * Writes one value.
   *
   * @throws RuntimeException when the writer does not support the value
   */
  public abstract void write(@Nullable Object value, BinaryWriter out);

  /** Writes some values itself and delegates the others. */
  abstract static class Delegating extends ValueWriter {

    final ValueWriter delegate;

    Delegating(ValueWriter delegate) {
      this.delegate = delegate;
    }
  }
}
