// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import java.nio.ByteBuffer;

/** Reads a payload that lies in a buffer whose array cannot be had: direct or read-only. */
final class BufferDecoder extends BoundedDecoder {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer buffer = NOTHING;
  private int position;
  private int limit;

  /** Starts with what is between position and limit, and leaves both as they are. */
  BufferDecoder on(ByteBuffer buffer) {
    this.buffer = buffer;
    position = buffer.position();
    limit = buffer.limit();
    start();
    return this;
  }

  /** Lets go of the payload. */
  void release() {
    buffer = NOTHING;
    position = 0;
    limit = 0;
  }

  @Override
  int remaining() {
    return limit - position;
  }

  @Override
  byte next() {
    if (position >= limit) {
      throw endOfPayload();
    }
    return buffer.get(position++);
  }

  @Override
  void take(byte[] target, int offset, int length) {
    buffer.get(position, target, offset, length);
    position += length;
  }

  @Override
  void advance(int length) {
    position += length;
  }

  @Override
  String text(int length) {
    byte[] bytes = new byte[length];
    take(bytes, 0, length);
    return utf8(bytes, 0, length);
  }
}
