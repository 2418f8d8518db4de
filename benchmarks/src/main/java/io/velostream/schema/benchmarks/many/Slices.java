// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a contender took for one slice of records after the other.
 *
 * @param nanos of each slice of {@link #RECORDS}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Slices(long[] nanos) {

  /** In a slice. */
  public static final int RECORDS = 2_500;

  /** Slices that are compared at once, as one can meet a pause of the JVM. */
  private static final int MOMENT = 8;

  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  public static Slices ofLine(String line) {
    return new Slices(Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray());
  }

  /** For another process. */
  public String line() {
    return Arrays.stream(nanos).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  /** How long the first records took. */
  public long first(int records) {
    return sum(0, Math.min(nanos.length, records / RECORDS));
  }

  /** Nanoseconds for each record in the last tenth. */
  public long last() {
    int from = nanos.length - Math.max(1, nanos.length / 10);
    return sum(from, nanos.length) / ((long) (nanos.length - from) * RECORDS);
  }

  /** How many moments there are after the first second. */
  public int moments(Slices other) {
    return (int) starts(other).count();
  }

  /** In how many moments after the first second these took longer than the other's. */
  public int slowerMoments(Slices other) {
    return (int)
        starts(other)
            .filter(at -> sum((int) at, (int) at + MOMENT) > other.sum((int) at, (int) at + MOMENT))
            .count();
  }

  /** Both contenders warm up in the first second of a run. */
  private LongStream starts(Slices other) {
    int from = 0;
    for (long taken = 0; from < nanos.length && taken < WARM_UP_NANOS; from++) {
      taken += nanos[from] + other.nanos[from];
    }
    return LongStream.iterate(from, at -> at + MOMENT <= nanos.length, at -> at + MOMENT);
  }

  private long sum(int from, int to) {
    return Arrays.stream(nanos, from, to).sum();
  }

  /** The course of both. */
  public Course beside(Slices other, String title) {
    Course.Recorder recorder = new Course.Recorder();
    for (int i = 0; i < nanos.length; i++) {
      recorder.add((i + 1L) * RECORDS, nanos[i], other.nanos[i]);
    }
    return recorder.course(title);
  }
}
