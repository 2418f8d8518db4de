// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;

/** Reads records that come with values without width, and counts those. */
public final class CountedRead extends ReadStep {

  private final int values;
  private final RecordRead step;

  /**
   * A step.
   *
   * @param values how many values without width come with each record
   */
  public CountedRead(int values, RecordRead step) {
    this.values = values;
    this.step = step;
  }

  @Override
  public Object read(BinaryReader in) {
    in.takeZeroWidth(values);
    return step.read(in);
  }

  @Override
  public void skip(BinaryReader in) {
    in.takeZeroWidth(values);
    step.skip(in);
  }
}
