// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.UnfitValue;
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
abstract sealed class BoundedDecoder extends Decoder permits ArrayDecoder, BufferDecoder {

  /** The most items without width that one payload may hold. */
  static final int MAX_ZERO_WIDTH_ITEMS = 100_000;

  private static final int MAX_INT_BITS = 35;
  private static final int MAX_LONG_BITS = 70;

  private long itemsLeft;
  private long zeroWidthLeft;

  /** Starts with a new payload. */
  final void start() {
    itemsLeft = (long) remaining() + MAX_ZERO_WIDTH_ITEMS;
    zeroWidthLeft = BinaryReader.zeroWidth(remaining());
  }

  /**
   * The bytes that are left. Not {@link #remainingBytes()}: from that Avro concludes how many items
   * of the reader's schema fit, but the payload holds items of the writer's, which may be narrower.
   */
  abstract int remaining();

  /** Takes so many values that the payload has no byte for. */
  final void takeZeroWidth(int values) {
    zeroWidthLeft -= values;
    if (zeroWidthLeft < 0) {
      throw new UnfitValue(BinaryReader.TOO_MANY_WITHOUT_WIDTH);
    }
  }

  /** Takes one byte; the caller has not checked that there is one. */
  abstract byte next();

  /** Fills a range; the caller has checked that there is enough. */
  abstract void take(byte[] target, int offset, int length);

  /** Goes forward; the caller has checked that there is enough. */
  abstract void advance(int length);

  /** A string of so many bytes; the caller has checked that there is enough. */
  abstract String text(int length);

  static UnfitValue endOfPayload() {
    return new UnfitValue("the payload ends before the value does");
  }

  @Override
  public void readNull() {}

  /** As Avro's own decoder does it, all but 1 is false. */
  @Override
  public boolean readBoolean() {
    return next() == 1;
  }

  /** What a fifth byte has beyond 32 bits is dropped, as Avro's own decoder does it. */
  @Override
  public int readInt() {
    int bits = (int) varint(MAX_INT_BITS);
    return (bits >>> 1) ^ -(bits & 1);
  }

  @Override
  public long readLong() {
    long zigzag = varint(MAX_LONG_BITS);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private long varint(int maxBits) {
    long value = 0;
    for (int shift = 0; shift < maxBits; shift += 7) {
      byte next = next();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new UnfitValue("a number goes on for more than " + maxBits / 7 + " bytes");
  }

  @Override
  public float readFloat() {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  @Override
  public double readDouble() {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  private long littleEndian(int width) {
    long bits = 0;
    for (int i = 0; i < width; i++) {
      bits |= (next() & 0xFFL) << (8 * i);
    }
    return bits;
  }

  @Override
  public Utf8 readString(Utf8 old) {
    return new Utf8(exactly(length()));
  }

  @Override
  public String readString() {
    return text(length());
  }

  @Override
  public void skipString() {
    advance(length());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) {
    return ByteBuffer.wrap(exactly(length()));
  }

  @Override
  public void skipBytes() {
    advance(length());
  }

  @Override
  public void readFixed(byte[] target, int offset, int length) {
    require(length);
    take(target, offset, length);
  }

  @Override
  public void skipFixed(int length) {
    require(length);
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
    return items();
  }

  @Override
  public long arrayNext() {
    return items();
  }

  @Override
  public long skipArray() {
    return itemsToSkip();
  }

  @Override
  public long readMapStart() {
    return items();
  }

  @Override
  public long mapNext() {
    return items();
  }

  @Override
  public long skipMap() {
    return itemsToSkip();
  }

  /** The number of items in the next block; 0 after the last one. */
  private long items() {
    long count = readLong();
    if (count < 0) {
      long size = readLong();
      if (size < 0) {
        throw new UnfitValue("a block claims " + size + " bytes");
      }
      count = -count;
    }
    return admitted(count);
  }

  /** Skips blocks that say their size; the number of items in the first that does not. */
  private long itemsToSkip() {
    while (true) {
      long count = readLong();
      if (count >= 0) {
        return admitted(count);
      }
      advance(blockSize());
    }
  }

  private long admitted(long count) {
    if (count < 0 || count > itemsLeft) {
      throw new UnfitValue(
          "a block claims "
              + Long.toUnsignedString(count)
              + " items, more than its payload can hold");
    }
    itemsLeft -= count;
    return count;
  }

  private int blockSize() {
    long size = readLong();
    if (size < 0 || size > remaining()) {
      throw new UnfitValue("a block claims " + size + " bytes, but " + remaining() + " are left");
    }
    return (int) size;
  }

  private int length() {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new UnfitValue(
          "a length of " + length + " is claimed, but " + remaining() + " bytes are left");
    }
    return (int) length;
  }

  private void require(int length) {
    if (length > remaining()) {
      throw endOfPayload();
    }
  }

  private byte[] exactly(int length) {
    byte[] taken = new byte[length];
    take(taken, 0, length);
    return taken;
  }

  /** A string from a whole array. */
  static String utf8(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
