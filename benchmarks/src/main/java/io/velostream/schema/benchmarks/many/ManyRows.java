// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

/** One row of each of many schemas, written and read by one contender. */
public interface ManyRows {

  Object read(int number);

  Object write(int number);
}
