// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.nio.ByteBuffer;

/** One way to turn values of one shape into framed bytes and back. */
interface Codec {

  byte[] write(Object value);

  Object read(byte[] bytes);

  /** Reads what is between position and limit; copied first, where one reads arrays alone. */
  default Object read(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return read(copy);
  }

  /** A codec for one thread alone; this one where it may be shared. */
  default Codec forThread() {
    return this;
  }
}
