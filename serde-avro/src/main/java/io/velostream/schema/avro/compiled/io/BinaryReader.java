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
 * Reads Avro's binary encoding from a part of an array, or from a {@link BufferWindow}, and
 * believes nothing that it says about sizes. For one thread at a time.
 *
 * <p>Every read first looks at the bytes at hand, as if there were no others. Only where they end
 * too early it asks whether more lie beyond them, so that arrays are read as fast as if there were
 * no windows.
 *
 * <p>The usual numbers, of up to two bytes for an int and four for a long, are taken from one word
 * of four bytes: a loop over bytes, which the compiler copies into each of its callers and unrolls
 * there, is so much code that records of many fields no longer fit what a processor holds ready.
 *
 * <p>A length is checked against the bytes that remain before anything is allocated for it. Items
 * of arrays and maps are counted over the whole payload: each that is at least a byte wide takes
 * one byte, so there cannot be more of them than bytes; items without width (nulls, empty records)
 * are bounded by {@link #MAX_ZERO_WIDTH_ITEMS}. Records and fields without width are counted too.
 */
public final class BinaryReader {

  /** Records within records; deeper data would exhaust the stack of an ordinary thread. */
  private static final int MAX_DEPTH = 500;

  /** The most items without width that one payload may hold. */
  private static final int MAX_ZERO_WIDTH_ITEMS = 100_000;

  private static final int ZERO_WIDTH_FOR_EACH_BYTE = 4;

  /** What is said of a payload that would be made into too many of them. */
  public static final String TOO_MANY_WITHOUT_WIDTH =
      "the payload holds more than 100000 records and fields that take no byte of it";

  private static final int MAX_INT_BITS = 35;
  private static final int MAX_LONG_BITS = 70;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Holds the bytes at hand, which end at the limit. */
  private byte[] bytes;

  private int limit;
  private int position;
  private int depth;
  private int itemsLeft;
  private int zeroWidthLeft;

  /** Where more bytes come from; null when all are at hand. */
  private final @Nullable BufferWindow window;

  /** The payload at {@code bytes[offset, offset + length)}. */
  public BinaryReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    position = offset;
    limit = offset + length;
    itemsLeft = bounded((long) length + MAX_ZERO_WIDTH_ITEMS);
    zeroWidthLeft = zeroWidth(length);
    window = null;
  }

  /** The payload that a window was opened on. */
  BinaryReader(BufferWindow window) {
    bytes = window.bytes();
    itemsLeft = bounded((long) window.remaining() + MAX_ZERO_WIDTH_ITEMS);
    zeroWidthLeft = zeroWidth(window.remaining());
    limit = window.fill(0);
    this.window = window;
  }

  /** How many records and fields without width may come with so many bytes. */
  public static int zeroWidth(int length) {
    return bounded((long) ZERO_WIDTH_FOR_EACH_BYTE * length + MAX_ZERO_WIDTH_ITEMS);
  }

  private static int bounded(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  /** The encoded default of a field, without limits on items and values without width. */
  public static BinaryReader ofDefault(byte[] encoded) {
    BinaryReader input = new BinaryReader(encoded, 0, encoded.length);
    input.itemsLeft = Integer.MAX_VALUE;
    input.zeroWidthLeft = Integer.MAX_VALUE;
    return input;
  }

  /** Counts records and fields that take no byte. */
  public void takeZeroWidth(int values) {
    if (values > zeroWidthLeft) {
      throw new UnfitValue(TOO_MANY_WITHOUT_WIDTH);
    }
    zeroWidthLeft -= values;
  }

  /** The bytes that are left. */
  public int remaining() {
    return limit - position + (window == null ? 0 : window.remaining());
  }

  /** Moves the window on to the next byte, if that brings any more to hand. */
  private boolean refill() {
    BufferWindow more = window;
    if (more == null || more.remaining() == 0) {
      return false;
    }
    int kept = limit - position;
    System.arraycopy(bytes, position, more.bytes(), 0, kept);
    bytes = more.bytes();
    position = 0;
    limit = more.fill(kept);
    return limit > kept;
  }

  /** Brings so many bytes to hand in one piece; where they begin. */
  private int gather(long length) {
    BufferWindow more = window;
    if (more == null || length < 0 || length > remaining()) {
      throw FallbackToAvro.here();
    }
    if (length > more.bytes().length) {
      bytes = taken((int) length);
      position = 0;
      limit = bytes.length;
    } else {
      refill();
    }
    return position;
  }

  /** A copy of bytes that are not all at hand, without a copy between. */
  private byte[] taken(int length) {
    BufferWindow more = window;
    if (more == null || length > remaining()) {
      throw FallbackToAvro.here();
    }
    byte[] taken = new byte[length];
    int atHand = limit - position;
    System.arraycopy(bytes, position, taken, 0, atHand);
    more.take(taken, atHand, length - atHand);
    position = limit;
    return taken;
  }

  public void enter() {
    if (++depth > MAX_DEPTH) {
      throw new UnfitValue("the payload has more than " + MAX_DEPTH + " records within records");
    }
  }

  public void leave() {
    depth--;
  }

  /** Reads a boolean: as Avro does it, all but 1 is false. */
  public boolean readBoolean() {
    return next() == 1;
  }

  private byte next() {
    if (position >= limit && !refill()) {
      throw FallbackToAvro.here();
    }
    return bytes[position++];
  }

  /** Reads an int. What a fifth byte has beyond 32 bits is dropped, as Avro does it. */
  public int readInt() {
    int at = position;
    if (limit - at >= Integer.BYTES) {
      int word = (int) INTS.get(bytes, at);
      if ((word & 0x80) == 0) {
        position = at + 1;
        return decoded(word & 0x7F);
      }
      if ((word & 0x8000) == 0) {
        position = at + 2;
        return decoded(bitsOfTwo(word));
      }
    }
    return decoded((int) varint(MAX_INT_BITS));
  }

  /** Reads a long. */
  public long readLong() {
    int at = position;
    if (limit - at >= Integer.BYTES) {
      int word = (int) INTS.get(bytes, at);
      if ((word & 0x80) == 0) {
        position = at + 1;
        return decoded(word & 0x7F);
      }
      if ((word & 0x8000) == 0) {
        position = at + 2;
        return decoded(bitsOfTwo(word));
      }
      if ((word & 0x800000) == 0) {
        position = at + 3;
        return decoded(bitsOfTwo(word) | ((word >>> 2) & 0x1FC000));
      }
      if (word >= 0) {
        position = at + 4;
        return decoded(bitsOfTwo(word) | ((word >>> 2) & 0x1FC000) | ((word >>> 3) & 0xFE00000));
      }
    }
    long zigzag = varint(MAX_LONG_BITS);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private static int bitsOfTwo(int word) {
    return (word & 0x7F) | ((word >>> 1) & 0x3F80);
  }

  private static int decoded(int zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private long varint(int maxBits) {
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
    return varintOfMore(maxBits);
  }

  /** Reads what did not end in the bytes at hand, if there are more. */
  private long varintOfMore(int maxBits) {
    if (refill()) {
      return varint(maxBits);
    }
    throw FallbackToAvro.here();
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
      at = gather(length);
    }
    position = at + (int) length;
    return new String(bytes, at, (int) length, StandardCharsets.UTF_8);
  }

  /** Reads a string as Avro has it. */
  public Utf8 readUtf8() {
    return new Utf8(readBytes());
  }

  public byte[] readBytes() {
    return readFixed(readLength());
  }

  public byte[] readFixed(int length) {
    int at = position;
    if (length > limit - at) {
      return taken(length);
    }
    position = at + length;
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  /** Goes past so many bytes, if there are as many, without looking at them. */
  public void skip(int length) {
    int atHand = limit - position;
    if (length <= atHand) {
      position += length;
      return;
    }
    if (window == null || length > remaining()) {
      throw FallbackToAvro.here();
    }
    window.skip(length - atHand);
    position = limit;
  }

  /** Goes forward, if there is enough to go past; where this was in {@link #array}. */
  public int advance(int length) {
    int at = position;
    if (length > limit - at) {
      at = gather(length);
    }
    position = at + length;
    return at;
  }

  /** What holds the bytes that were last gone past; not to be changed. Another one after that. */
  public byte[] array() {
    return bytes;
  }

  /** Reads the branch of a union of null and one other; whether it is null. */
  public boolean isNull(int nullBranch) {
    int at = position;
    if (at < limit) {
      int branch = bytes[at];
      if ((branch & ~2) == 0) {
        position = at + 1;
        return branch == nullBranch << 1;
      }
    }
    return isNullByMoreBytes(nullBranch);
  }

  private boolean isNullByMoreBytes(int nullBranch) {
    int branch = readInt();
    if ((branch & ~1) != 0) {
      throw FallbackToAvro.here();
    }
    return branch == nullBranch;
  }

  /** A length that the remaining bytes can hold. */
  public int readLength() {
    long length = readLong();
    if (length < 0 || (length > limit - position && length > remaining())) {
      throw FallbackToAvro.here();
    }
    return (int) length;
  }

  /**
   * The number of items in the next block; 0 after the last one. The size that it may claim is of
   * no use here, so nothing depends on whether it is true.
   */
  public int readItems() {
    long count = readLong();
    if (count < 0) {
      if (readLong() < 0) {
        throw FallbackToAvro.here();
      }
      count = -count;
    }
    return admitted(count);
  }

  /** Skips blocks that say their size; the number of items in the first that does not. */
  public int skipBlocks() {
    while (true) {
      long count = readLong();
      if (count >= 0) {
        return admitted(count);
      }
      skip(readLength());
    }
  }

  private int admitted(long count) {
    if (count < 0 || count > itemsLeft || count > Integer.MAX_VALUE) {
      throw FallbackToAvro.here();
    }
    itemsLeft -= (int) count;
    return (int) count;
  }

  /** For how many of so many items to make room at once; no more than a payload can warrant. */
  public int room(int items) {
    return Math.min(items, Math.min(remaining(), 1024));
  }
}
