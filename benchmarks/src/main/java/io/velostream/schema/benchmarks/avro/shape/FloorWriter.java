// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Avro's binary encoding as one writes it by hand, into an array that is kept. */
final class FloorWriter {

  private static final int PREFIX = 5;
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1024];
  private int size;

  void start() {
    size = PREFIX;
    bytes[4] = 1;
  }

  byte[] finish() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  void writeInt(int value) {
    ensure(5);
    int zigzag = (value << 1) ^ (value >> 31);
    while ((zigzag & ~0x7F) != 0) {
      bytes[size++] = (byte) (zigzag | 0x80);
      zigzag >>>= 7;
    }
    bytes[size++] = (byte) zigzag;
  }

  void writeLong(long value) {
    ensure(10);
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      bytes[size++] = (byte) (zigzag | 0x80);
      zigzag >>>= 7;
    }
    bytes[size++] = (byte) zigzag;
  }

  void writeOptionalLong(@Nullable Long value) {
    writeInt(value == null ? 0 : 1);
    if (value != null) {
      writeLong(value);
    }
  }

  void writeOptionalDouble(@Nullable Double value) {
    writeInt(value == null ? 0 : 1);
    if (value != null) {
      writeDouble(value);
    }
  }

  void writeOptionalString(@Nullable String value) {
    writeInt(value == null ? 0 : 1);
    if (value != null) {
      writeString(value);
    }
  }

  void writeBoolean(boolean value) {
    ensure(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  void writeDouble(double value) {
    ensure(8);
    DOUBLES.set(bytes, size, value);
    size += 8;
  }

  void writeString(CharSequence value) {
    String text = value.toString();
    int length = text.length();
    int start = size;
    writeInt(length);
    ensure(length);
    byte[] to = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character >= 0x80) {
        size = start;
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      to[at++] = (byte) character;
    }
    size = at;
  }

  void writeBytes(byte[] value) {
    writeInt(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  void writeBytes(ByteBuffer value) {
    int length = value.remaining();
    writeInt(length);
    ensure(length);
    value.get(value.position(), bytes, size, length);
    size += length;
  }

  /** A map of strings. */
  void writeTexts(Map<?, ?> texts) {
    if (!texts.isEmpty()) {
      writeInt(texts.size());
      for (Map.Entry<?, ?> text : texts.entrySet()) {
        writeString((CharSequence) text.getKey());
        writeString((CharSequence) text.getValue());
      }
    }
    writeInt(0);
  }
}
