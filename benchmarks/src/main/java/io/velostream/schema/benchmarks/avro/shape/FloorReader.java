// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Avro's binary encoding read as one does by hand; it trusts its input. */
final class FloorReader {

  private static final int PREFIX = 5;
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

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

  double readDouble() {
    double value = (double) DOUBLES.get(bytes, position);
    position += 8;
    return value;
  }

  @Nullable Long readOptionalLong() {
    return readInt() == 1 ? (Long) readLong() : null;
  }

  @Nullable Double readOptionalDouble() {
    return readInt() == 1 ? (Double) readDouble() : null;
  }

  @Nullable String readOptionalString() {
    return readInt() == 1 ? readString() : null;
  }

  String readString() {
    int length = readInt();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  byte[] readBytes() {
    int length = readInt();
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  /** A map of strings. */
  Map<String, String> readTexts() {
    int count = readInt();
    Map<String, String> texts = new HashMap<>(count);
    for (; count > 0; count = readInt()) {
      for (int i = 0; i < count; i++) {
        texts.put(readString(), readString());
      }
    }
    return texts;
  }
}
