// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.RejectedValueException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary encoding from a payload of known length, and believes nothing that it says
 * about sizes.
 *
 * <p>A length is checked against the bytes that remain before anything is allocated for it. Items
 * of arrays and maps are counted over the whole payload: each that is at least a byte wide takes
 * one byte, so there cannot be more of them than bytes; items without width (nulls, empty records)
 * are bounded by {@link #MAX_ZERO_WIDTH_ITEMS}, and so are records without width and their fields.
 * For one thread at a time.
 */
abstract sealed class BoundedDecoder extends Decoder permits ByteArrayDecoder, ByteBufferDecoder {

  /** The most items without width that one payload may hold. */
  static final int MAX_ZERO_WIDTH_ITEMS = 100_000;

  private static final int MAX_INT_VARINT_BITS = 35;
  private static final int MAX_LONG_VARINT_BITS = 70;

  private long remainingItems;
  private long remainingZeroWidth;

  /** Starts with a new payload. */
  final void resetLimits() {
    remainingItems = (long) remaining() + MAX_ZERO_WIDTH_ITEMS;
    remainingZeroWidth = BinaryReader.maxZeroWidth(remaining());
  }

  /**
   * The bytes that are left. Not {@link #remainingBytes()}: from that Avro concludes how many items
   * of the reader's schema fit, but the payload holds items of the writer's, which may be narrower.
   */
  abstract int remaining();

  /** Takes so many values that the payload has no byte for. */
  final void countZeroWidth(int values) {
    remainingZeroWidth -= values;
    if (remainingZeroWidth < 0) {
      throw new RejectedValueException(BinaryReader.TOO_MANY_ZERO_WIDTH);
    }
  }

  /** Takes one byte; the caller has not checked that there is one. */
  abstract byte readRawByte();

  /** Fills a range; the caller has checked that there is enough. */
  abstract void readRaw(byte[] target, int offset, int length);

  /** Goes forward; the caller has checked that there is enough. */
  abstract void advance(int length);

  /** A string of so many bytes; the caller has checked that there is enough. */
  abstract String readText(int length);

  static RejectedValueException endOfPayload() {
    return new RejectedValueException("the payload ends before the value does");
  }

  @Override
  public void readNull() {}

  /** As Avro's own decoder does it, all but 1 is false. */
  @Override
  public boolean readBoolean() {
    return readRawByte() == 1;
  }

  /** What a fifth byte has beyond 32 bits is dropped, as Avro's own decoder does it. */
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
    throw new RejectedValueException("a number goes on for more than " + maxBits / 7 + " bytes");
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

  /** The number of items in the next block; 0 after the last one. */
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

  /** Skips blocks that say their size; the number of items in the first that does not. */
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

  /** A string from a whole array. */
  static String utf8(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
