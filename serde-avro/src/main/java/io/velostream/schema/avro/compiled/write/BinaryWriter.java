// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.AvroLimits;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * Writes Avro's binary encoding to a growing array. Not thread-safe.
 *
 * <p>Each method ensures the capacity first, then writes without further checks of its own.
 */
public final class BinaryWriter {

  private static final int FIRST_SIZE = 512;
  private static final int MAX_INT_BYTES = 5;
  private static final int MAX_LONG_BYTES = 10;

  /** The number of bits that fit a varint of four bytes. */
  private static final int FOUR_BYTE_VARINT_BITS = 28;

  /** Maximum number of bytes per {@code char}. A surrogate pair takes less. */
  private static final int MAX_UTF8_BYTES = 3;

  /** The number of characters that are copied before one check that all of them are ASCII. */
  private static final int ASCII_CHUNK = 32;

  private static final int MAX_STRING_LENGTH = 100_000_000;
  private static final int MAX_KEPT_CHARACTERS = 16 * 1024;

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[FIRST_SIZE];
  private char[] characters = {};
  private int size;
  private int depth;
  private final MapEntryWriter mapEntryWriter = new MapEntryWriter(this);

  /** The current prefix of {@link #bytes}. */
  private byte[] frame = {};

  /** Creates an empty writer. */
  public BinaryWriter() {}

  /**
   * Discards the content and starts with a frame.
   *
   * @param frame must not be modified later: it is recognized by identity, and not copied again
   */
  public void reset(byte[] frame) {
    depth = 0;
    size = frame.length;
    if (frame != this.frame) {
      keepFrame(frame);
    }
  }

  private void keepFrame(byte[] frame) {
    if (bytes.length < frame.length) {
      bytes = new byte[frame.length];
    }
    System.arraycopy(frame, 0, bytes, 0, frame.length);
    this.frame = frame;
  }

  /** Releases an array that is too large to be retained. */
  public void trim() {
    if (bytes.length > AvroLimits.MAX_RETAINED_BYTES) {
      bytes = new byte[FIRST_SIZE];
      keepFrame(frame);
    }
  }

  /** Returns a copy of the content. */
  public byte[] toByteArray() {
    int length = size;
    byte[] copy = new byte[length];
    System.arraycopy(bytes, 0, copy, 0, length);
    return copy;
  }

  /** Enters a record; values that nest too deep are rejected. */
  public void enterRecord() {
    if (++depth > AvroLimits.MAX_DEPTH) {
      throw AvroLimits.valueTooDeep();
    }
  }

  public void leaveRecord() {
    depth--;
  }

  /** The writer of map entries. */
  MapEntryWriter mapEntryWriter() {
    return mapEntryWriter;
  }

  /** Writes a boolean. */
  public void writeBoolean(boolean value) {
    ensureCapacity(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  /** Writes an int. */
  public void writeInt(int value) {
    ensureCapacity(MAX_INT_BYTES);
    int zigzag = (value << 1) ^ (value >> 31);
    if ((zigzag & ~0x7F) == 0) {
      bytes[size++] = (byte) zigzag;
    } else if (zigzag >>> FOUR_BYTE_VARINT_BITS == 0) {
      size = putFourByteVarint(bytes, size, zigzag);
    } else {
      size = putLongVarint(bytes, size, zigzag & 0xFFFFFFFFL);
    }
  }

  /** Writes a long. */
  public void writeLong(long value) {
    ensureCapacity(MAX_LONG_BYTES);
    long zigzag = (value << 1) ^ (value >> 63);
    if ((zigzag & ~0x7FL) == 0) {
      bytes[size++] = (byte) zigzag;
    } else if (zigzag >>> FOUR_BYTE_VARINT_BITS == 0) {
      size = putFourByteVarint(bytes, size, (int) zigzag);
    } else {
      size = putLongVarint(bytes, size, zigzag);
    }
  }

  /**
   * Writes a varint of 8 to 28 bits as one 32-bit word, of which the last bytes may be unused.
   * Returns its end.
   */
  private static int putFourByteVarint(byte[] to, int start, int zigzag) {
    int spread = spreadGroupsOfSeven(zigzag);
    int unused = Integer.numberOfLeadingZeros(spread) & -Byte.SIZE;
    INTS.set(to, start, spread | (0x80_8080 >>> unused));
    return start + Integer.BYTES - unused / Byte.SIZE;
  }

  /** Writes a varint of more than 28 bits: one 32-bit word, then the remaining bytes. */
  private static int putLongVarint(byte[] to, int start, long zigzag) {
    INTS.set(to, start, spreadGroupsOfSeven((int) zigzag) | 0x8080_8080);
    return putVarint(to, start + Integer.BYTES, zigzag >>> FOUR_BYTE_VARINT_BITS);
  }

  private static int putVarint(byte[] to, int start, long zigzag) {
    int at = start;
    long rest = zigzag;
    while ((rest & ~0x7FL) != 0) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    return at;
  }

  /**
   * Spreads the lower four groups of seven bits to one byte each, without branches (Hacker's
   * Delight, 7-5, "expand").
   */
  private static int spreadGroupsOfSeven(int bits) {
    int by14 = (bits & 0x3FFF) | ((bits & 0xFFF_C000) << 2);
    return (by14 & 0x7F_007F) | ((by14 & 0x3F80_3F80) << 1);
  }

  /** Writes the branch index of a union of two branches. */
  void writeBranch(int branch) {
    ensureCapacity(1);
    bytes[size++] = (byte) (branch << 1);
  }

  /**
   * Writes the index of the branch that is not null. Writes nothing if {@code nullBranch} is
   * negative.
   */
  void writeNonNullBranch(int nullBranch) {
    if (nullBranch >= 0) {
      writeBranch(1 - nullBranch);
    }
  }

  /** Writes a float. */
  public void writeFloat(float value) {
    ensureCapacity(Float.BYTES);
    INTS.set(bytes, size, Float.floatToRawIntBits(value));
    size += Float.BYTES;
  }

  /** Writes a double. */
  public void writeDouble(double value) {
    ensureCapacity(Double.BYTES);
    LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  /** Writes a string. */
  public void writeString(String value) {
    int length = value.length();
    if (length > 0 && value.charAt(0) >= 0x80) {
      writeNonAscii(value);
      return;
    }
    ensureCapacity(length + MAX_INT_BYTES);
    byte[] to = bytes;
    int start = size;
    int at = start + 1;
    if (length < 64) {
      to[start] = (byte) (length << 1);
    } else {
      at = putVarint(to, start, length << 1);
    }
    if (length > ASCII_CHUNK) {
      writeInChunks(value, to, at);
      return;
    }
    int all = 0;
    for (int i = 0; i < length; i++) {
      char character = value.charAt(i);
      all |= character;
      to[at + i] = (byte) character;
    }
    if (all >= 0x80) {
      writeNonAscii(value);
    } else {
      size = at + length;
    }
  }

  private void writeInChunks(String value, byte[] to, int start) {
    int length = value.length();
    for (int i = 0; i < length; ) {
      int end = Math.min(length, i + ASCII_CHUNK);
      int all = 0;
      for (; i < end; i++) {
        char character = value.charAt(i);
        all |= character;
        to[start + i] = (byte) character;
      }
      if (all >= 0x80) {
        writeNonAscii(value);
        return;
      }
    }
    size = start + length;
  }

  /**
   * The length precedes the text but is only known after encoding, so the text may have to be
   * moved.
   */
  private void writeNonAscii(String value) {
    if (value.length() > MAX_STRING_LENGTH) {
      throw FallbackToAvro.create();
    }
    int most = MAX_UTF8_BYTES * value.length();
    ensureCapacity(most + MAX_INT_BYTES);
    byte[] to = bytes;
    int start = size;
    int textStart = start + (most < 2 * 64 ? 1 : 2);
    int length = putUtf8(characters(value), value.length(), to, textStart) - textStart;
    int at = putVarint(to, start, length << 1, textStart);
    size = at + length;
  }

  /**
   * Copies all characters at once, which avoids the bounds check of {@code charAt} for each
   * character.
   */
  private char[] characters(String value) {
    int length = value.length();
    char[] all = length <= characters.length ? characters : new char[length];
    value.getChars(0, length, all, 0);
    if (length <= MAX_KEPT_CHARACTERS) {
      characters = all;
    }
    return all;
  }

  /**
   * Writes the length before an encoded text, and moves the text if the length takes another number
   * of bytes than expected.
   */
  private static int putVarint(byte[] to, int start, int zigzag, int text) {
    int at = start + varintLength(zigzag);
    if (at != text) {
      System.arraycopy(to, text, to, at, zigzag >> 1);
    }
    if (at == start + 1) {
      to[start] = (byte) zigzag;
    } else {
      putVarint(to, start, zigzag);
    }
    return at;
  }

  private static int varintLength(int zigzag) {
    return (38 - Integer.numberOfLeadingZeros(zigzag | 1)) / 7;
  }

  /**
   * Writes each character with one store. Three bytes are stored as a 32-bit word, whose last byte
   * is overwritten later. An unpaired surrogate becomes a question mark, as in the JDK.
   */
  private static int putUtf8(char[] from, int length, byte[] to, int start) {
    int at = start;
    for (int i = 0; i < length; i++) {
      char character = from[i];
      if (character < 0x80) {
        to[at++] = (byte) character;
      } else if (character < 0x800) {
        SHORTS.set(to, at, (short) (0x80C0 | (character >> 6) | ((character & 0x3F) << 8)));
        at += 2;
      } else if (!Character.isSurrogate(character)) {
        int three = 0x80_80E0 | (character >> 12) | ((character << 2) & 0x3F00);
        INTS.set(to, at, three | ((character & 0x3F) << 16));
        at += 3;
      } else if (i + 1 < length && Character.isSurrogatePair(character, from[i + 1])) {
        int point = Character.toCodePoint(character, from[++i]);
        int four = 0x8080_80F0 | (point >> 18) | ((point >> 4) & 0x3F00);
        INTS.set(to, at, four | ((point << 10) & 0x3F_0000) | ((point & 0x3F) << 24));
        at += 4;
      } else {
        to[at++] = '?';
      }
    }
    return at;
  }

  void writeUtf8(Utf8 value) {
    writeBytes(value.getBytes(), 0, value.getByteLength());
  }

  public void writeBytes(ByteBuffer value) {
    int length = value.remaining();
    writeInt(length);
    ensureCapacity(length);
    value.get(value.position(), bytes, size, length);
    size += length;
  }

  public void writeBytes(byte[] value, int start, int length) {
    writeInt(length);
    writeFixed(value, start, length);
  }

  public void writeFixed(byte[] value, int start, int length) {
    ensureCapacity(length);
    System.arraycopy(value, start, bytes, size, length);
    size += length;
  }

  /** Writes a length and the low-order bytes of a number in big-endian order. */
  void writeBytes(long bits, int count) {
    writeInt(count);
    int at = reserve(count);
    for (int i = count - 1; i >= 0; i--) {
      bytes[at++] = (byte) (bits >>> (Byte.SIZE * i));
    }
  }

  /** Reserves bytes, which the caller fills in {@link #array}. Returns their offset. */
  int reserve(int length) {
    ensureCapacity(length);
    int at = size;
    size = at + length;
    return at;
  }

  /** The array of the content. Valid until the next call. */
  byte[] array() {
    return bytes;
  }

  private void ensureCapacity(int more) {
    if (bytes.length - size < more) {
      grow(more);
    }
  }

  /** Doubles the array, but not beyond the retained size if that is sufficient. */
  private void grow(int more) {
    long expected = Math.max((long) size + more, 2L * bytes.length);
    int most =
        size + more <= AvroLimits.MAX_RETAINED_BYTES
            ? AvroLimits.MAX_RETAINED_BYTES
            : Math.max(size + more, 1 << 30);
    bytes = Arrays.copyOf(bytes, (int) Math.min(expected, most));
  }
}
