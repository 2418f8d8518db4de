// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from a range of an array or from a {@link BufferWindow}. Validates
 * all lengths and counts in the payload. Not thread-safe.
 *
 * <p>Each read first uses the buffered bytes. The window is refilled only when the buffered bytes
 * are not enough, so windows do not slow down the reading of arrays.
 *
 * <p>Short numbers, of up to two bytes for an int and four bytes for a long, are decoded from one
 * 32-bit word. A loop over bytes would be inlined and unrolled in each caller, and the code of
 * records with many fields would no longer fit the instruction cache.
 *
 * <p>A length is checked against the remaining bytes before memory is allocated for it. Items of
 * arrays and maps are counted over the whole payload. An item that is at least one byte wide takes
 * a byte, so there cannot be more of them than bytes. Zero-width items (nulls, empty records) are
 * bounded by {@link AvroLimits#MAX_ZERO_WIDTH_ITEMS}. Zero-width records and fields are counted,
 * too.
 */
public final class BinaryReader {

  private static final int ZERO_WIDTH_PER_BYTE = 4;

  /** The message for a payload with too many zero-width values. */
  public static final String TOO_MANY_ZERO_WIDTH =
      "the payload has more than "
          + AvroLimits.MAX_ZERO_WIDTH_ITEMS
          + " records and fields that take no byte of it";

  private static final int MAX_INT_VARINT_BITS = 35;
  private static final int MAX_LONG_VARINT_BITS = 70;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The buffered bytes, up to the limit. */
  private byte[] bytes;

  private int limit;
  private int position;
  private int depth;
  private int remainingItems;
  private int remainingZeroWidth;

  /** The source of further bytes; null when the whole payload is buffered. */
  private final @Nullable BufferWindow window;

  /** Reads the payload at {@code bytes[offset, offset + length)}. */
  public BinaryReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    position = offset;
    limit = offset + length;
    remainingItems = saturatedToInt((long) length + AvroLimits.MAX_ZERO_WIDTH_ITEMS);
    remainingZeroWidth = maxZeroWidth(length);
    window = null;
  }

  /** Reads the payload of a window. */
  BinaryReader(BufferWindow window) {
    bytes = window.bytes();
    remainingItems = saturatedToInt((long) window.remaining() + AvroLimits.MAX_ZERO_WIDTH_ITEMS);
    remainingZeroWidth = maxZeroWidth(window.remaining());
    limit = window.fill(0);
    this.window = window;
  }

  /** The maximum number of zero-width records and fields in a payload of this length. */
  public static int maxZeroWidth(int length) {
    return saturatedToInt((long) ZERO_WIDTH_PER_BYTE * length + AvroLimits.MAX_ZERO_WIDTH_ITEMS);
  }

  private static int saturatedToInt(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  /** Reads the encoded default of a field, without limits on items and zero-width values. */
  public static BinaryReader ofDefault(byte[] encoded) {
    BinaryReader input = new BinaryReader(encoded, 0, encoded.length);
    input.remainingItems = Integer.MAX_VALUE;
    input.remainingZeroWidth = Integer.MAX_VALUE;
    return input;
  }

  /** Counts zero-width records and fields against the limit. */
  public void countZeroWidth(int values) {
    if (values > remainingZeroWidth) {
      throw new RejectedValueException(TOO_MANY_ZERO_WIDTH);
    }
    remainingZeroWidth -= values;
  }

  /** The number of remaining bytes. */
  public int remaining() {
    return limit - position + (window == null ? 0 : window.remaining());
  }

  /** Refills the buffer from the window. Returns whether any byte was added. */
  private boolean refill() {
    BufferWindow more = window;
    if (more == null || more.remaining() == 0) {
      return false;
    }
    int retained = limit - position;
    System.arraycopy(bytes, position, more.bytes(), 0, retained);
    bytes = more.bytes();
    position = 0;
    limit = more.fill(retained);
    return limit > retained;
  }

  /** Makes the next {@code length} bytes contiguous in the buffer. Returns their offset. */
  private int ensureContiguous(long length) {
    BufferWindow more = window;
    if (more == null || length < 0 || length > remaining()) {
      throw FallbackToAvro.create();
    }
    if (length > more.bytes().length) {
      bytes = copyBytes((int) length);
      position = 0;
      limit = bytes.length;
    } else {
      refill();
    }
    return position;
  }

  /** Copies bytes that are only partly buffered, without an intermediate copy. */
  private byte[] copyBytes(int length) {
    BufferWindow more = window;
    if (more == null || length > remaining()) {
      throw FallbackToAvro.create();
    }
    byte[] copy = new byte[length];
    int buffered = limit - position;
    System.arraycopy(bytes, position, copy, 0, buffered);
    more.read(copy, buffered, length - buffered);
    position = limit;
    return copy;
  }

  public void enterRecord() {
    if (++depth > AvroLimits.MAX_DEPTH) {
      throw AvroLimits.payloadTooDeep();
    }
  }

  public void leaveRecord() {
    depth--;
  }

  /** Reads a boolean. As in Avro, every byte except 1 is false. */
  public boolean readBoolean() {
    return readByte() == 1;
  }

  private byte readByte() {
    if (position >= limit && !refill()) {
      throw FallbackToAvro.create();
    }
    return bytes[position++];
  }

  /** Reads an int. As in Avro, bits of the fifth byte beyond 32 bits are ignored. */
  public int readInt() {
    int at = position;
    if (limit - at >= Integer.BYTES) {
      int word = (int) INTS.get(bytes, at);
      if ((word & 0x80) == 0) {
        position = at + 1;
        return decodeZigZag(word & 0x7F);
      }
      if ((word & 0x8000) == 0) {
        position = at + 2;
        return decodeZigZag(low14Bits(word));
      }
    }
    return decodeZigZag((int) readVarint(MAX_INT_VARINT_BITS));
  }

  /** Reads a long. */
  public long readLong() {
    int at = position;
    if (limit - at >= Integer.BYTES) {
      int word = (int) INTS.get(bytes, at);
      if ((word & 0x80) == 0) {
        position = at + 1;
        return decodeZigZag(word & 0x7F);
      }
      if ((word & 0x8000) == 0) {
        position = at + 2;
        return decodeZigZag(low14Bits(word));
      }
      if ((word & 0x800000) == 0) {
        position = at + 3;
        return decodeZigZag(low14Bits(word) | ((word >>> 2) & 0x1FC000));
      }
      if (word >= 0) {
        position = at + 4;
        return decodeZigZag(
            low14Bits(word) | ((word >>> 2) & 0x1FC000) | ((word >>> 3) & 0xFE00000));
      }
    }
    long zigzag = readVarint(MAX_LONG_VARINT_BITS);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private static int low14Bits(int word) {
    return (word & 0x7F) | ((word >>> 1) & 0x3F80);
  }

  private static int decodeZigZag(int zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private long readVarint(int maxBits) {
    byte[] from = bytes;
    int at = position;
    int end = limit;
    long value = 0;
    for (int shift = 0; shift < maxBits && at < end; shift += 7) {
      byte next = from[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        position = at;
        return value;
      }
    }
    return readVarintAcrossWindow(maxBits);
  }

  /** Reads a varint that continues after the buffered bytes. */
  private long readVarintAcrossWindow(int maxBits) {
    if (refill()) {
      return readVarint(maxBits);
    }
    throw FallbackToAvro.create();
  }

  /** Reads a float. */
  public float readFloat() {
    int at = advance(Float.BYTES);
    return Float.intBitsToFloat((int) INTS.get(bytes, at));
  }

  /** Reads a double. */
  public double readDouble() {
    int at = advance(Double.BYTES);
    return Double.longBitsToDouble((long) LONGS.get(bytes, at));
  }

  /** Reads a string. */
  public String readString() {
    long length = readLong();
    int at = position;
    if (length < 0 || length > limit - at) {
      at = ensureContiguous(length);
    }
    position = at + (int) length;
    return new String(bytes, at, (int) length, StandardCharsets.UTF_8);
  }

  /** Reads a string as {@link Utf8}. */
  public Utf8 readUtf8() {
    return new Utf8(readBytes());
  }

  public byte[] readBytes() {
    return readFixed(readLength());
  }

  public byte[] readFixed(int length) {
    int at = position;
    if (length > limit - at) {
      return copyBytes(length);
    }
    position = at + length;
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  /** Skips bytes without validating their content. */
  public void skip(int length) {
    int buffered = limit - position;
    if (length <= buffered) {
      position += length;
      return;
    }
    if (window == null || length > remaining()) {
      throw FallbackToAvro.create();
    }
    window.skip(length - buffered);
    position = limit;
  }

  /** Advances by {@code length} bytes. Returns the offset in {@link #array} where they begin. */
  public int advance(int length) {
    int at = position;
    if (length > limit - at) {
      at = ensureContiguous(length);
    }
    position = at + length;
    return at;
  }

  /**
   * The array of the bytes of the last {@link #advance}. Read-only, and valid until the next read.
   */
  public byte[] array() {
    return bytes;
  }

  /** Reads the branch of a union of null and one other type. Returns whether it is null. */
  public boolean readIsNull(int nullBranch) {
    int at = position;
    if (at < limit) {
      int branch = bytes[at];
      if ((branch & ~2) == 0) {
        position = at + 1;
        return branch == nullBranch << 1;
      }
    }
    return readIsNullSlow(nullBranch);
  }

  private boolean readIsNullSlow(int nullBranch) {
    int branch = readInt();
    if ((branch & ~1) != 0) {
      throw FallbackToAvro.create();
    }
    return branch == nullBranch;
  }

  /** Reads a length and checks it against the remaining bytes. */
  public int readLength() {
    long length = readLong();
    if (length < 0 || (length > limit - position && length > remaining())) {
      throw FallbackToAvro.create();
    }
    return (int) length;
  }

  /**
   * Reads the item count of the next block; 0 after the last one. The optional size in bytes is
   * ignored, so a wrong size has no effect.
   */
  public int readBlockCount() {
    long count = readLong();
    if (count < 0) {
      if (readLong() < 0) {
        throw FallbackToAvro.create();
      }
      count = -count;
    }
    return checkItemCount(count);
  }

  /**
   * Skips blocks that have a size in bytes. Returns the item count of the first block without one.
   */
  public int skipBlocks() {
    while (true) {
      long count = readLong();
      if (count >= 0) {
        return checkItemCount(count);
      }
      skip(readLength());
    }
  }

  private int checkItemCount(long count) {
    if (count < 0 || count > remainingItems || count > Integer.MAX_VALUE) {
      throw FallbackToAvro.create();
    }
    remainingItems -= (int) count;
    return (int) count;
  }

  /** The initial capacity for so many items, limited by the remaining bytes. */
  public int initialCapacity(int items) {
    return Math.min(items, Math.min(remaining(), 1024));
  }
}
