// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.process;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** The heap in use after collections. */
public final class UsedHeap {

  /** The first clears references, and what they held goes with a later one. */
  private static final int COLLECTIONS = 4;

  private UsedHeap() {}

  /** The least number of bytes after each of some collections. */
  public static long bytes() {
    return LongStream.generate(UsedHeap::afterCollection).limit(COLLECTIONS).min().orElseThrow();
  }

  private static long afterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
