// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.jspecify.annotations.Nullable;

/** Returns a default value that is immutable. */
public final class ConstantReader extends ValueReader {
  private final @Nullable Object value;

  public ConstantReader(@Nullable Object value) {
    this.value = value;
  }

  @Override
  public @Nullable Object read(BinaryReader ignored) {
    return value;
  }
}
