// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.AvroLimits;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.RejectedValueException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * An Avro {@link Decoder} for a payload of known length. Validates all lengths and counts in the
 * payload.
 *
 * <p>A length is checked against the remaining bytes before memory is allocated for it. Items, and
 * zero-width records and fields, are counted over the whole payload and bounded as in {@link
 * BinaryReader}. Not thread-safe.
 */
abstract sealed class BoundedDecoder extends Decoder permits ByteArrayDecoder, ByteBufferDecoder {

  private static final int MAX_INT_VARINT_BITS = 35;
  private static final int MAX_LONG_VARINT_BITS = 70;

  private long remainingItems;
  private long remainingZeroWidth;

  /** Resets the limits for a new payload. */
  final void resetLimits() {
    remainingItems = (long) remaining() + AvroLimits.MAX_ZERO_WIDTH_ITEMS;
    remainingZeroWidth = BinaryReader.maxZeroWidth(remaining());
  }

  /**
   * The number of remaining bytes. Not {@link #remainingBytes()}: Avro uses that method to limit
   * the number of items of the reader's schema, but the payload contains items of the writer's
   * schema, which may be shorter.
   */
  abstract int remaining();

  /** Counts zero-width values against the limit. */
  final void countZeroWidth(int values) {
    remainingZeroWidth -= values;
    if (remainingZeroWidth < 0) {
      throw new RejectedValueException(BinaryReader.TOO_MANY_ZERO_WIDTH);
    }
  }

  /** Reads one byte, and checks that there is one. */
  abstract byte readRawByte();

  /** Copies the next bytes; the caller has checked that there are enough. */
  abstract void readRaw(byte[] target, int offset, int length);

  /** Skips bytes; the caller has checked that there are enough. */
  abstract void advance(int length);

  /** Reads a string of so many bytes; the caller has checked that there are enough. */
  abstract String readText(int length);

  static RejectedValueException endOfPayload() {
    return new RejectedValueException("the payload ends before the value does");
  }

  @Override
  public void readNull() {}

  /** As in Avro's own decoder, every byte except 1 is false. */
  @Override
  public boolean readBoolean() {
    return readRawByte() == 1;
  }

  /** As in Avro's own decoder, bits of the fifth byte beyond 32 bits are ignored. */
  @Override
  public int readInt() {
    int bits = (int) readVarint(MAX_INT_VARINT_BITS);
    return (bits >>> 1) ^ -(bits & 1);
  }

  @Override
  public long readLong() {
    long zigzag = readVarint(MAX_LONG_VARINT_BITS);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private long readVarint(int maxBits) {
    long value = 0;
    for (int shift = 0; shift < maxBits; shift += 7) {
      byte next = readRawByte();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new RejectedValueException("a number has more than " + maxBits / 7 + " bytes");
  }

  @Override
  public float readFloat() {
    return Float.intBitsToFloat((int) readLittleEndian(Float.BYTES));
  }

  @Override
  public double readDouble() {
    return Double.longBitsToDouble(readLittleEndian(Double.BYTES));
  }

  private long readLittleEndian(int width) {
    long bits = 0;
    for (int i = 0; i < width; i++) {
      bits |= (readRawByte() & 0xFFL) << (8 * i);
    }
    return bits;
  }

  @Override
  public Utf8 readString(Utf8 old) {
    return new Utf8(readExactly(readLength()));
  }

  @Override
  public String readString() {
    return readText(readLength());
  }

  @Override
  public void skipString() {
    advance(readLength());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) {
    return ByteBuffer.wrap(readExactly(readLength()));
  }

  @Override
  public void skipBytes() {
    advance(readLength());
  }

  @Override
  public void readFixed(byte[] target, int offset, int length) {
    requireRemaining(length);
    readRaw(target, offset, length);
  }

  @Override
  public void skipFixed(int length) {
    requireRemaining(length);
    advance(length);
  }

  @Override
  public int readEnum() {
    return readInt();
  }

  @Override
  public int readIndex() {
    return readInt();
  }

  @Override
  public long readArrayStart() {
    return readBlockCount();
  }

  @Override
  public long arrayNext() {
    return readBlockCount();
  }

  @Override
  public long skipArray() {
    return skipBlocks();
  }

  @Override
  public long readMapStart() {
    return readBlockCount();
  }

  @Override
  public long mapNext() {
    return readBlockCount();
  }

  @Override
  public long skipMap() {
    return skipBlocks();
  }

  /** Reads the item count of the next block; 0 after the last one. */
  private long readBlockCount() {
    long count = readLong();
    if (count < 0) {
      long size = readLong();
      if (size < 0) {
        throw new RejectedValueException("a block claims " + size + " bytes");
      }
      count = -count;
    }
    return checkItemCount(count);
  }

  /**
   * Skips blocks that have a size in bytes. Returns the item count of the first block without one.
   */
  private long skipBlocks() {
    while (true) {
      long count = readLong();
      if (count >= 0) {
        return checkItemCount(count);
      }
      advance(readBlockSize());
    }
  }

  private long checkItemCount(long count) {
    if (count < 0 || count > remainingItems) {
      throw new RejectedValueException(
          "a block claims "
              + Long.toUnsignedString(count)
              + " items, more than its payload can hold");
    }
    remainingItems -= count;
    return count;
  }

  private int readBlockSize() {
    long size = readLong();
    if (size < 0 || size > remaining()) {
      throw new RejectedValueException(
          "a block claims " + size + " bytes, but " + remaining() + " are left");
    }
    return (int) size;
  }

  private int readLength() {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new RejectedValueException(
          "a length of " + length + " is claimed, but " + remaining() + " bytes are left");
    }
    return (int) length;
  }

  private void requireRemaining(int length) {
    if (length > remaining()) {
      throw endOfPayload();
    }
  }

  private byte[] readExactly(int length) {
    byte[] copy = new byte[length];
    readRaw(copy, 0, length);
    return copy;
  }

  /** Decodes a string. */
  static String utf8(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
