// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.AvroLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

/** An Avro {@link Encoder} that writes to a growing array. Not thread-safe. */
final class ByteArrayEncoder extends Encoder {

  private static final int FIRST_SIZE = 512;
  private static final int MAX_VARINT = 10;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;
  private int depth;

  /** Discards the content. */
  void reset() {
    size = 0;
    depth = 0;
  }

  /** Releases an array that is too large to be retained. */
  void trim() {
    if (bytes.length > AvroLimits.MAX_RETAINED_BYTES) {
      bytes = new byte[FIRST_SIZE];
    }
  }

  /** Returns a copy of the content. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** The array of the content, up to {@link #size()}. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Enters a record. */
  void enterRecord() {
    if (++depth > AvroLimits.MAX_DEPTH) {
      throw AvroLimits.valueTooDeep();
    }
  }

  /** Leaves a record. */
  void leaveRecord() {
    depth--;
  }

  @Override
  public void flush() {}

  @Override
  public void writeNull() {}

  @Override
  public void writeBoolean(boolean value) {
    ensureCapacity(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    writeLong(value);
  }

  @Override
  public void writeLong(long value) {
    ensureCapacity(MAX_VARINT);
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      bytes[size++] = (byte) (zigzag | 0x80);
      zigzag >>>= 7;
    }
    bytes[size++] = (byte) zigzag;
  }

  @Override
  public void writeFloat(float value) {
    ensureCapacity(Float.BYTES);
    writeLittleEndian(Float.floatToRawIntBits(value), Float.BYTES);
  }

  @Override
  public void writeDouble(double value) {
    ensureCapacity(Double.BYTES);
    writeLittleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  private void writeLittleEndian(long bits, int width) {
    for (int i = 0; i < width; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  @Override
  public void writeString(Utf8 value) {
    writeBytes(value.getBytes(), 0, value.getByteLength());
  }

  @Override
  public void writeString(String value) {
    int start = size;
    int length = value.length();
    writeLong(length);
    ensureCapacity(length);
    for (int i = 0; i < length; i++) {
      char character = value.charAt(i);
      if (character >= 0x80) {
        size = start;
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        writeBytes(encoded, 0, encoded.length);
        return;
      }
      bytes[size++] = (byte) character;
    }
  }

  @Override
  public void writeBytes(ByteBuffer value) {
    writeLong(value.remaining());
    writeFixed(value);
  }

  @Override
  public void writeBytes(byte[] value, int start, int length) {
    writeLong(length);
    writeFixed(value, start, length);
  }

  @Override
  public void writeFixed(byte[] value, int start, int length) {
    ensureCapacity(length);
    System.arraycopy(value, start, bytes, size, length);
    size += length;
  }

  /** Writes the bytes between position and limit. Does not modify either. */
  @Override
  public void writeFixed(ByteBuffer value) {
    int length = value.remaining();
    ensureCapacity(length);
    value.get(value.position(), bytes, size, length);
    size += length;
  }

  @Override
  public void writeEnum(int ordinal) {
    writeLong(ordinal);
  }

  @Override
  public void writeArrayStart() {}

  @Override
  public void setItemCount(long count) {
    if (count > 0) {
      writeLong(count);
    }
  }

  @Override
  public void startItem() {}

  @Override
  public void writeArrayEnd() {
    writeLong(0);
  }

  @Override
  public void writeMapStart() {}

  @Override
  public void writeMapEnd() {
    writeLong(0);
  }

  @Override
  public void writeIndex(int branch) {
    writeLong(branch);
  }

  private void ensureCapacity(int more) {
    if (bytes.length - size < more) {
      long expected = Math.max((long) size + more, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(expected, Math.max(size + more, 1 << 30)));
    }
  }
}
