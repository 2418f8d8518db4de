// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.util.Utf8;

/** Avro's binary encoding read as one does by hand; it trusts its input. */
final class FloorReader {

  private static final int PREFIX = 5;

  private final byte[] bytes;
  private int position = PREFIX;

  FloorReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int readInt() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
  }

  long readLong() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
  }

  boolean readBoolean() {
    return bytes[position++] == 1;
  }

  float readFloat() {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits |= (bytes[position++] & 0xFF) << (8 * i);
    }
    return Float.intBitsToFloat(bits);
  }

  double readDouble() {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    return Double.longBitsToDouble(bits);
  }

  String readString() {
    int length = readInt();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  Utf8 readUtf8() {
    return new Utf8(readBytes());
  }

  byte[] readBytes() {
    return readFixed(readInt());
  }

  byte[] readFixed(int length) {
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }
}
