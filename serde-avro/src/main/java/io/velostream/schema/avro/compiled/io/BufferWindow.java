// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.nio.ByteBuffer;

/**
 * A sliding window over a payload in a buffer without an accessible array: direct or read-only.
 * Small values are copied through an array of a few KiB. Longer values are copied directly from the
 * buffer to their destination. Skipped bytes are not copied. Reusable; not thread-safe.
 */
public final class BufferWindow {

  /** Most records fit, so they are copied once and read like an array. */
  private static final int DEFAULT_SIZE = 8 * 1024;

  /** The length of the longest varint, which must be contiguous. */
  private static final int MIN_SIZE = 10;

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final byte[] bytes;
  private ByteBuffer payload = EMPTY;
  private int position;
  private int limit;

  /** Creates a window of the default size. */
  public BufferWindow() {
    this(DEFAULT_SIZE);
  }

  /** Creates a window of so many bytes, at least 10. */
  public BufferWindow(int size) {
    bytes = new byte[Math.max(size, MIN_SIZE)];
  }

  /** Opens the bytes between position and limit of a buffer. Does not modify either. */
  public BinaryReader open(ByteBuffer payload) {
    this.payload = payload;
    position = payload.position();
    limit = payload.limit();
    return new BinaryReader(this);
  }

  /** Releases the payload. */
  public void close() {
    payload = EMPTY;
    position = 0;
    limit = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The number of payload bytes that are not buffered yet. */
  int remaining() {
    return limit - position;
  }

  /** Copies as many bytes as fit after the first {@code kept} bytes. Returns the new limit. */
  int fill(int retained) {
    int length = Math.min(bytes.length - retained, remaining());
    read(bytes, retained, length);
    return retained + length;
  }

  /** Copies the next bytes; the caller has checked that there are enough. */
  void read(byte[] target, int offset, int length) {
    payload.get(position, target, offset, length);
    position += length;
  }

  /** Skips bytes; the caller has checked that there are enough. */
  void skip(int length) {
    position += length;
  }
}
