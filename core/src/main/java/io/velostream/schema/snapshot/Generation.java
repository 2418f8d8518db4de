// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Which of the successive files of a snapshot a file is. It is in the header of the file, so it
 * cannot be changed without the key.
 *
 * @param lineage chosen at random for a file that has no predecessor, and inherited by its
 *     successors
 * @param number greater than that of the predecessor; numbers of different lineages are not
 *     comparable
 */
record Generation(UUID lineage, long number) {

  /** The length of its encoding. */
  static final int BYTES = 3 * Long.BYTES;

  Generation {
    if (number < 0) {
      throw new IllegalArgumentException("a generation is not negative, but this one is " + number);
    }
  }

  /**
   * Decodes a generation.
   *
   * @throws UnreadableSnapshotException if it is invalid
   */
  static Generation read(ByteBuffer from) throws UnreadableSnapshotException {
    UUID lineage = new UUID(from.getLong(), from.getLong());
    long number = from.getLong();
    if (number < 0) {
      throw new UnreadableSnapshotException("its generation is " + number);
    }
    return new Generation(lineage, number);
  }

  void write(ByteBuffer to) {
    to.putLong(lineage.getMostSignificantBits())
        .putLong(lineage.getLeastSignificantBits())
        .putLong(number);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    write(bytes);
    return bytes.array();
  }
}
