// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

/** Reads records that come with values without width, and counts those. */
final class CountedRead extends ReadStep {

  private final int values;
  private final RecordRead step;

  /**
   * A step.
   *
   * @param values how many values without width come with each record
   */
  CountedRead(int values, RecordRead step) {
    this.values = values;
    this.step = step;
  }

  @Override
  Object read(BinaryReader in) {
    in.takeZeroWidth(values);
    return step.read(in);
  }

  @Override
  void skip(BinaryReader in) {
    in.takeZeroWidth(values);
    step.skip(in);
  }
}
