// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

/** One way to turn values of one shape into framed bytes and back. */
interface Codec {

  byte[] write(Object value);

  Object read(byte[] bytes);

  /** A codec for one thread alone; this one where it may be shared. */
  default Codec forThread() {
    return this;
  }
}
