// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import java.util.Arrays;

/** Writes Avro's binary encoding into a growing array. For one thread. */
final class AvroOutput {

  private static final int MAX_VARINT = 10;

  private byte[] bytes;
  private int length;

  AvroOutput(int expected) {
    bytes = new byte[expected];
  }

  private int room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    int at = length;
    length += count;
    return at;
  }

  void writeBoolean(boolean value) {
    bytes[room(1)] = (byte) (value ? 1 : 0);
  }

  void writeLong(long value) {
    int at = room(MAX_VARINT);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    length = at;
  }

  void writeFloat(float value) {
    writeLittleEndian(Float.floatToRawIntBits(value), Float.BYTES);
  }

  void writeDouble(double value) {
    writeLittleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  private void writeLittleEndian(long bits, int count) {
    int at = room(count);
    for (int i = 0; i < count; i++) {
      bytes[at + i] = (byte) (bits >>> (i * Byte.SIZE));
    }
  }

  void writeRaw(byte[] value) {
    System.arraycopy(value, 0, bytes, room(value.length), value.length);
  }

  void writeBytes(byte[] value) {
    writeLong(value.length);
    writeRaw(value);
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
