// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.jspecify.annotations.Nullable;

/** Writes values of one place in a schema. Safe for use by many threads. */
abstract class WriteStep {

  /**
   * Writes one value.
   *
   * @throws RuntimeException when the value is not for this step
   */
  abstract void write(@Nullable Object value, BinaryWriter out);
}
