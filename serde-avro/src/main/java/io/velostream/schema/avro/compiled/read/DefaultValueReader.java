// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.jspecify.annotations.Nullable;

/**
 * Returns the default of a field that the writer does not have. Decodes a new object for each
 * record, because callers may modify it.
 */
public final class DefaultValueReader extends ValueReader {
  private final byte[] encoded;
  private final int zeroWidthCount;
  private final ValueReader reader;

  /**
   * Creates a reader.
   *
   * @param zeroWidthCount the zero-width values of the default, which count against the limit of
   *     the payload
   */
  public DefaultValueReader(byte[] encoded, int zeroWidthCount, ValueReader reader) {
    this.encoded = encoded;
    this.zeroWidthCount = zeroWidthCount;
    this.reader = reader;
  }

  @Override
  public @Nullable Object read(BinaryReader in) {
    in.countZeroWidth(zeroWidthCount);
    return reader.read(BinaryReader.ofDefault(encoded));
  }
}
