// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.nio.ByteBuffer;

/**
 * The part at hand of a payload that lies in a buffer whose array cannot be had: direct or
 * read-only. What is read number by number passes through an array of a few KiB; what is longer
 * goes from the buffer straight to where it is wanted, and what is skipped is never copied. Made to
 * be used again, for one payload and one thread at a time.
 */
public final class BufferWindow {

  /** Most records fit, so that they are copied at once and read like an array. */
  private static final int SIZE = 8 * 1024;

  /** What the longest number takes, which cannot be read in two parts. */
  private static final int LEAST_SIZE = 10;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final byte[] bytes;
  private ByteBuffer payload = NOTHING;
  private int position;
  private int limit;

  /** A window of the usual size. */
  public BufferWindow() {
    this(SIZE);
  }

  /** A window of so many bytes, at least 10. */
  public BufferWindow(int size) {
    bytes = new byte[Math.max(size, LEAST_SIZE)];
  }

  /** Reads what is between position and limit of a buffer, and leaves both as they are. */
  public BinaryReader open(ByteBuffer payload) {
    this.payload = payload;
    position = payload.position();
    limit = payload.limit();
    return new BinaryReader(this);
  }

  /** Lets go of the payload. */
  public void close() {
    payload = NOTHING;
    position = 0;
    limit = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The bytes of the payload that have not come to hand yet. */
  int remaining() {
    return limit - position;
  }

  /** Copies what there is room for behind the first {@code kept} bytes; where it ends then. */
  int fill(int kept) {
    int length = Math.min(bytes.length - kept, remaining());
    take(bytes, kept, length);
    return kept + length;
  }

  /** Fills a range; the caller has checked that there is enough. */
  void take(byte[] target, int offset, int length) {
    payload.get(position, target, offset, length);
    position += length;
  }

  /** Goes past so many bytes; the caller has checked that there are as many. */
  void skip(int length) {
    position += length;
  }
}
