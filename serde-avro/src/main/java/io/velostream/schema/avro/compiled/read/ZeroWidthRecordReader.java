// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;

/**
 * Reads records with zero-width values, and counts those values against the limit of the payload.
 */
public final class ZeroWidthRecordReader extends ValueReader {

  private final int zeroWidthCount;
  private final RecordReader reader;

  /**
   * Creates a reader.
   *
   * @param zeroWidthCount the number of zero-width values in each record
   */
  public ZeroWidthRecordReader(int zeroWidthCount, RecordReader reader) {
    this.zeroWidthCount = zeroWidthCount;
    this.reader = reader;
  }

  @Override
  public Object read(BinaryReader in) {
    in.countZeroWidth(zeroWidthCount);
    return reader.read(in);
  }

  @Override
  public void skip(BinaryReader in) {
    in.countZeroWidth(zeroWidthCount);
    reader.skip(in);
  }
}
