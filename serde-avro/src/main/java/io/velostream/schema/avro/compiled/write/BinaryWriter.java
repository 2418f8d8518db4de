// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.UnfitValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding into one growing array. For one thread at a time.
 *
 * <p>A step asks for room first, then writes without further checks but those of the array.
 */
public final class BinaryWriter {

  /** Records within records; beyond it a value is taken to contain itself. */
  private static final int MAX_DEPTH = 500;

  /** An array that has grown beyond this is not kept for the next record. */
  private static final int MAX_KEPT = 64 * 1024;

  private static final int FIRST_SIZE = 512;
  private static final int MAX_INT = 5;
  private static final int MAX_LONG = 10;

  /** Numbers of up to so many bits take at most four bytes. */
  private static final int FEW_BITS = 28;

  /** What a character takes at most; a pair of surrogates takes less. */
  private static final int MOST_BYTES = 3;

  /** So many characters are taken for ASCII before any is looked at: one check is quicker. */
  private static final int CHUNK = 32;

  private static final int MOST_CHARACTERS = 100_000_000;
  private static final int MOST_KEPT_CHARACTERS = 16 * 1024;

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
  private final EntryWrites entries = new EntryWrites(this);

  /** What {@link #bytes} begins with. */
  private byte[] frame = {};

  /** An output that holds nothing. */
  public BinaryWriter() {}

  /**
   * Forgets what was written, and starts with these bytes.
   *
   * @param frame not to be changed any more, as it is recognized when it comes again
   */
  public void start(byte[] frame) {
    depth = 0;
    size = frame.length;
    if (frame != this.frame) {
      keep(frame);
    }
  }

  private void keep(byte[] frame) {
    if (bytes.length < frame.length) {
      bytes = new byte[frame.length];
    }
    System.arraycopy(frame, 0, bytes, 0, frame.length);
    this.frame = frame;
  }

  /** Lets go of an array that is too large to be kept for other values. */
  public void shrink() {
    if (bytes.length > MAX_KEPT) {
      bytes = new byte[FIRST_SIZE];
      keep(frame);
    }
  }

  /** A copy of what was written. */
  public byte[] copy() {
    int length = size;
    byte[] copy = new byte[length];
    System.arraycopy(bytes, 0, copy, 0, length);
    return copy;
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw new UnfitValue(
          "the value has more than " + MAX_DEPTH + " records within records, or contains itself");
    }
  }

  void leave() {
    depth--;
  }

  /** Writes the entries of maps here. */
  EntryWrites entries() {
    return entries;
  }

  /** Writes a boolean. */
  public void writeBoolean(boolean value) {
    ensure(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  /** Writes an int. */
  public void writeInt(int value) {
    ensure(MAX_INT);
    int zigzag = (value << 1) ^ (value >> 31);
    if ((zigzag & ~0x7F) == 0) {
      bytes[size++] = (byte) zigzag;
    } else if (zigzag >>> FEW_BITS == 0) {
      size = putFew(bytes, size, zigzag);
    } else {
      size = putMany(bytes, size, zigzag & 0xFFFFFFFFL);
    }
  }

  /** Writes a long. */
  public void writeLong(long value) {
    ensure(MAX_LONG);
    long zigzag = (value << 1) ^ (value >> 63);
    if ((zigzag & ~0x7FL) == 0) {
      bytes[size++] = (byte) zigzag;
    } else if (zigzag >>> FEW_BITS == 0) {
      size = putFew(bytes, size, (int) zigzag);
    } else {
      size = putMany(bytes, size, zigzag);
    }
  }

  /**
   * Puts a number of 8 to 28 bits as four bytes at once, the last of which may not count, and says
   * where it ends.
   */
  private static int putFew(byte[] to, int start, int zigzag) {
    int spread = spread(zigzag);
    int unused = Integer.numberOfLeadingZeros(spread) & -Byte.SIZE;
    INTS.set(to, start, spread | (0x80_8080 >>> unused));
    return start + Integer.BYTES - unused / Byte.SIZE;
  }

  /** Puts a number of more than 28 bits: four bytes at once, and then the others. */
  private static int putMany(byte[] to, int start, long zigzag) {
    INTS.set(to, start, spread((int) zigzag) | 0x8080_8080);
    return putVarint(to, start + Integer.BYTES, zigzag >>> FEW_BITS);
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
   * Moves the lower four groups of seven bits apart, a byte for each, by halves (Hacker's Delight,
   * 7-5, "expand"): no branch depends on how many there are.
   */
  private static int spread(int bits) {
    int by14 = (bits & 0x3FFF) | ((bits & 0xFFF_C000) << 2);
    return (by14 & 0x7F_007F) | ((by14 & 0x3F80_3F80) << 1);
  }

  /** The number of a branch of a union with two. */
  void writeBranch(int branch) {
    ensure(1);
    bytes[size++] = (byte) (branch << 1);
  }

  /** The branch beside that of null; nothing where there is no union. */
  void writeOther(int nullBranch) {
    if (nullBranch >= 0) {
      writeBranch(1 - nullBranch);
    }
  }

  /** Writes a float. */
  public void writeFloat(float value) {
    ensure(Float.BYTES);
    INTS.set(bytes, size, Float.floatToRawIntBits(value));
    size += Float.BYTES;
  }

  /** Writes a double. */
  public void writeDouble(double value) {
    ensure(Double.BYTES);
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
    ensure(length + MAX_INT);
    byte[] to = bytes;
    int start = size;
    int at = start + 1;
    if (length < 64) {
      to[start] = (byte) (length << 1);
    } else {
      at = putVarint(to, start, length << 1);
    }
    if (length > CHUNK) {
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
      int end = Math.min(length, i + CHUNK);
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

  /** The length goes before the text, and is known after it, so the text may have to move. */
  private void writeNonAscii(String value) {
    if (value.length() > MOST_CHARACTERS) {
      throw FallbackToAvro.here();
    }
    int most = MOST_BYTES * value.length();
    ensure(most + MAX_INT);
    byte[] to = bytes;
    int start = size;
    int guessed = start + (most < 2 * 64 ? 1 : 2);
    int length = putUtf8(characters(value), value.length(), to, guessed) - guessed;
    int at = putVarint(to, start, length << 1, guessed);
    size = at + length;
  }

  /** Out of the string at once, since it would check each character that is asked for. */
  private char[] characters(String value) {
    int length = value.length();
    char[] all = length <= characters.length ? characters : new char[length];
    value.getChars(0, length, all, 0);
    if (length <= MOST_KEPT_CHARACTERS) {
      characters = all;
    }
    return all;
  }

  /** Puts a length before a text that stands at a place, and moves the text if it has to. */
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
   * Each character is put at once, three bytes as four: there is room, and the last one does not
   * count. Half of a pair of surrogates becomes a question mark, as the JDK has it.
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

  void writeBytes(ByteBuffer value) {
    int length = value.remaining();
    writeInt(length);
    ensure(length);
    value.get(value.position(), bytes, size, length);
    size += length;
  }

  void writeBytes(byte[] value, int start, int length) {
    writeInt(length);
    writeFixed(value, start, length);
  }

  void writeFixed(byte[] value, int start, int length) {
    ensure(length);
    System.arraycopy(value, start, bytes, size, length);
    size += length;
  }

  /** Writes so many of the last bytes of a number, the first one first, after their count. */
  void writeBytes(long bits, int count) {
    writeInt(count);
    int at = advance(count);
    for (int i = count - 1; i >= 0; i--) {
      bytes[at++] = (byte) (bits >>> (Byte.SIZE * i));
    }
  }

  /** Makes room that the caller fills in {@link #array}; where it begins. */
  int advance(int length) {
    ensure(length);
    int at = size;
    size = at + length;
    return at;
  }

  /** What is written to. Another one after the next call. */
  byte[] array() {
    return bytes;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      grow(more);
    }
  }

  /** Twice as long at least, but no longer than what is kept where that is enough. */
  private void grow(int more) {
    long wanted = Math.max((long) size + more, 2L * bytes.length);
    int most = size + more <= MAX_KEPT ? MAX_KEPT : Math.max(size + more, 1 << 30);
    bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, most));
  }
}
