// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import java.nio.ByteBuffer;

/** Reads a payload that lies in a buffer whose array cannot be had: direct or read-only. */
final class ByteBufferDecoder extends BoundedDecoder {

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private ByteBuffer buffer = EMPTY;
  private int position;
  private int limit;

  /** Starts with what is between position and limit, and leaves both as they are. */
  ByteBufferDecoder reset(ByteBuffer buffer) {
    this.buffer = buffer;
    position = buffer.position();
    limit = buffer.limit();
    resetLimits();
    return this;
  }

  /** Lets go of the payload. */
  void release() {
    buffer = EMPTY;
    position = 0;
    limit = 0;
  }

  @Override
  int remaining() {
    return limit - position;
  }

  @Override
  byte readRawByte() {
    if (position >= limit) {
      throw endOfPayload();
    }
    return buffer.get(position++);
  }

  @Override
  void readRaw(byte[] target, int offset, int length) {
    buffer.get(position, target, offset, length);
    position += length;
  }

  @Override
  void advance(int length) {
    position += length;
  }

  @Override
  String readText(int length) {
    byte[] bytes = new byte[length];
    readRaw(bytes, 0, length);
    return utf8(bytes, 0, length);
  }
}
