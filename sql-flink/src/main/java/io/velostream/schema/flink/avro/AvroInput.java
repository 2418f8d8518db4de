// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidValueException;

/** Reads Avro's binary encoding from an array. For one thread, and one payload. */
final class AvroInput {

  private static final int MAX_ZERO_WIDTH = 1 << 20;

  private final byte[] bytes;
  private final int end;
  private int position;

  AvroInput(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Moves past {@code length} bytes, and returns where they begin. */
  int take(int length) {
    if (length > end - position) {
      throw tooShort();
    }
    int start = position;
    position += length;
    return start;
  }

  boolean readBoolean() {
    return bytes[take(1)] != 0;
  }

  long readLong() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position >= end) {
        throw tooShort();
      }
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new InvalidValueException("a number has more than ten bytes", null);
  }

  int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new InvalidValueException("a number is not an int", null);
    }
    return (int) value;
  }

  float readFloat() {
    int at = take(Float.BYTES);
    return Float.intBitsToFloat(littleEndian(at));
  }

  double readDouble() {
    int at = take(Double.BYTES);
    long low = littleEndian(at) & 0xFFFF_FFFFL;
    return Double.longBitsToDouble(low | (long) littleEndian(at + Integer.BYTES) << Integer.SIZE);
  }

  private int littleEndian(int at) {
    return (bytes[at] & 0xFF)
        | (bytes[at + 1] & 0xFF) << 8
        | (bytes[at + 2] & 0xFF) << 16
        | bytes[at + 3] << 24;
  }

  /** Reads the length of a string or of bytes, which are still to be taken. */
  int readLength() {
    long length = readLong();
    if (length < 0 || length > end - position) {
      throw length < 0 ? new InvalidValueException("a length is negative", null) : tooShort();
    }
    return (int) length;
  }

  void skipVarint() {
    while (position < end) {
      if (bytes[position++] >= 0) {
        return;
      }
    }
    throw tooShort();
  }

  /**
   * Reads the count of a block of an array or a map, and passes over its size.
   *
   * @param before how many elements were read before this block
   */
  int readBlockCount(int before) {
    long count = readLong();
    if (count < 0) {
      count = -count;
      skipVarint();
    }
    checkCount(count, before);
    return (int) count;
  }

  /** Passes over an array or a map: in one step where a block says its size. */
  void skipBlocks(Skipper element) {
    int total = 0;
    for (long count = readLong(); count != 0; count = readLong()) {
      if (count < 0) {
        take(readLength());
        continue;
      }
      checkCount(count, total);
      total += (int) count;
      for (long i = 0; i < count; i++) {
        element.skip(this);
      }
    }
  }

  private void checkCount(long count, int before) {
    if (count < 0 || count + before > (long) (end - position) + before + MAX_ZERO_WIDTH) {
      throw new InvalidValueException("a block has more elements than the payload has bytes", null);
    }
  }

  private static InvalidValueException tooShort() {
    return new InvalidValueException("the payload ends too early", null);
  }
}
