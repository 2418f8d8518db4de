// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import java.util.ArrayList;
import java.util.List;

/**
 * What a record took in the course of a run, ours and the other codec's in alternating slices.
 *
 * @param title what was measured
 * @param points in the order of time
 */
public record Course(String title, List<Point> points) {

  /** Each point has an eighth more records behind it than the one before. */
  private static final double STEP = 1.125;

  /**
   * The mean of the slices since the point before.
   *
   * @param records how many were read or written by each codec until then
   * @param ours nanoseconds a record
   * @param other nanoseconds a record
   */
  record Point(long records, double ours, double other) {}

  /** Takes in slices and makes points of them. */
  static final class Recorder {
    private final List<Point> points = new ArrayList<>();
    private long records;
    private long ours;
    private long other;

    /** Takes in one slice of each, after so many records in all. */
    void add(long records, long ourNanos, long otherNanos) {
      ours += ourNanos;
      other += otherNanos;
      long before = this.records;
      if (records >= before * STEP) {
        double count = records - before;
        points.add(new Point(records, ours / count, other / count));
        this.records = records;
        ours = 0;
        other = 0;
      }
    }

    Course course(String title) {
      return new Course(title, List.copyOf(points));
    }
  }
}
