// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

/** Decodes a payload in an array. */
final class ByteArrayDecoder extends BoundedDecoder {

  private static final byte[] EMPTY = {};

  private byte[] bytes = EMPTY;
  private int position;
  private int limit;

  /** Sets the payload to {@code bytes[offset, offset + length)}. */
  ByteArrayDecoder reset(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    position = offset;
    limit = offset + length;
    resetLimits();
    return this;
  }

  /** Releases the payload. */
  void release() {
    bytes = EMPTY;
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
    return bytes[position++];
  }

  @Override
  void readRaw(byte[] target, int offset, int length) {
    System.arraycopy(bytes, position, target, offset, length);
    position += length;
  }

  @Override
  void advance(int length) {
    position += length;
  }

  @Override
  String readText(int length) {
    String text = utf8(bytes, position, length);
    position += length;
    return text;
  }
}
