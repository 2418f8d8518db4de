// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import java.nio.ByteBuffer;

/** Decodes a payload in a buffer without an accessible array: direct or read-only. */
final class ByteBufferDecoder extends BoundedDecoder {

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private ByteBuffer buffer = EMPTY;
  private int position;
  private int limit;

  /** Sets the payload to the bytes between position and limit. Does not modify either. */
  ByteBufferDecoder reset(ByteBuffer buffer) {
    this.buffer = buffer;
    position = buffer.position();
    limit = buffer.limit();
    resetLimits();
    return this;
  }

  /** Releases the payload. */
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
