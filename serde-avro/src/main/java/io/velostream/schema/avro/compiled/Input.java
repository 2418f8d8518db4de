// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary encoding from a part of an array, and believes nothing that it says about
 * sizes. For one thread at a time.
 *
 * <p>A length is checked against the bytes that remain before anything is allocated for it. Items
 * of arrays and maps are counted over the whole payload: each that is at least a byte wide takes
 * one byte, so there cannot be more of them than bytes; items without width (nulls, empty records)
 * are bounded by {@link #MAX_ZERO_WIDTH_ITEMS}.
 */
public final class Input {

  /** Records within records; deeper data would exhaust the stack of an ordinary thread. */
  private static final int MAX_DEPTH = 500;

  /** The most items without width that one payload may hold. */
  private static final int MAX_ZERO_WIDTH_ITEMS = 100_000;

  private static final int MAX_INT_BITS = 35;
  private static final int MAX_LONG_BITS = 70;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int limit;
  private int position;
  private int depth;
  private long itemsLeft;

  /** The payload at {@code bytes[offset, offset + length)}. */
  public Input(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    position = offset;
    limit = offset + length;
    itemsLeft = (long) length + MAX_ZERO_WIDTH_ITEMS;
  }

  /** The bytes that are left. */
  public int remaining() {
    return limit - position;
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw GaveUp.here();
    }
  }

  void leave() {
    depth--;
  }

  /** Reads a boolean: as Avro does it, all but 1 is false. */
  public boolean readBoolean() {
    return next() == 1;
  }

  private byte next() {
    if (position >= limit) {
      throw GaveUp.here();
    }
    return bytes[position++];
  }

  /** Reads an int. What a fifth byte has beyond 32 bits is dropped, as Avro does it. */
  public int readInt() {
    int at = position;
    if (at < limit) {
      int first = bytes[at];
      if (first >= 0) {
        position = at + 1;
        return (first >>> 1) ^ -(first & 1);
      }
    }
    int bits = (int) varint(MAX_INT_BITS);
    return (bits >>> 1) ^ -(bits & 1);
  }

  /** Reads a long. */
  public long readLong() {
    int at = position;
    if (at < limit) {
      long first = bytes[at];
      if (first >= 0) {
        position = at + 1;
        return (first >>> 1) ^ -(first & 1);
      }
    }
    long zigzag = varint(MAX_LONG_BITS);
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
    throw GaveUp.here();
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
    int length = readLength();
    int at = position;
    position = at + length;
    return new String(bytes, at, length, StandardCharsets.UTF_8);
  }

  /** Reads a string as Avro has it. */
  public Utf8 readUtf8() {
    return new Utf8(readBytes());
  }

  byte[] readBytes() {
    return readFixed(readLength());
  }

  byte[] readFixed(int length) {
    int at = advance(length);
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  /** Goes forward, if there is enough to go past; where this was. */
  int advance(int length) {
    int at = position;
    if (length > limit - at) {
      throw GaveUp.here();
    }
    position = at + length;
    return at;
  }

  /** What is read from; not to be changed. */
  byte[] array() {
    return bytes;
  }

  /** Reads the branch of a union of null and one other; whether it is null. */
  boolean isNull(int nullBranch) {
    int branch = readInt();
    if ((branch & ~1) != 0) {
      throw GaveUp.here();
    }
    return branch == nullBranch;
  }

  /** A length that the remaining bytes can hold. */
  int readLength() {
    long length = readLong();
    if (length < 0 || length > limit - position) {
      throw GaveUp.here();
    }
    return (int) length;
  }

  /**
   * The number of items in the next block; 0 after the last one. The size that it may claim is of
   * no use here, so nothing depends on whether it is true.
   */
  int readItems() {
    long count = readLong();
    if (count < 0) {
      if (readLong() < 0) {
        throw GaveUp.here();
      }
      count = -count;
    }
    return admitted(count);
  }

  /** Skips blocks that say their size; the number of items in the first that does not. */
  int skipBlocks() {
    while (true) {
      long count = readLong();
      if (count >= 0) {
        return admitted(count);
      }
      advance(readLength());
    }
  }

  private int admitted(long count) {
    if (count < 0 || count > itemsLeft || count > Integer.MAX_VALUE) {
      throw GaveUp.here();
    }
    itemsLeft -= count;
    return (int) count;
  }

  /** For how many of so many items to make room at once; no more than a payload can warrant. */
  int room(int items) {
    return Math.min(items, Math.min(limit - position, 1024));
  }
}
