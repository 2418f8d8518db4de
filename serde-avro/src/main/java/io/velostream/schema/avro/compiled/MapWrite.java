// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.Map;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Writes a map as one block. */
final class MapWrite extends WriteStep {

  private final WriteStep values;
  private final int kind;

  MapWrite(WriteStep values) {
    this.values = values;
    this.kind = WriteKind.of(values);
  }

  @Override
  void write(@Nullable Object value, Output out) {
    if (!(value instanceof Map<?, ?> map)) {
      throw GaveUp.here();
    }
    int size = map.size();
    if (size > 0) {
      out.writeInt(size);
    }
    int written = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      writeKey(entry.getKey(), out);
      WriteKind.write(kind, values, entry.getValue(), out);
      written++;
    }
    if (written != size) {
      throw GaveUp.here();
    }
    out.writeInt(0);
  }

  /** As Avro does, by its text: bytes that are no UTF-8 do not go through as they are. */
  private static void writeKey(@Nullable Object key, Output out) {
    if (key instanceof String text) {
      out.writeString(text);
    } else if (key instanceof Utf8 text && isAscii(text)) {
      out.writeUtf8(text);
    } else if (key != null) {
      out.writeString(key.toString());
    } else {
      throw GaveUp.here();
    }
  }

  private static boolean isAscii(Utf8 text) {
    byte[] bytes = text.getBytes();
    int signs = 0;
    for (int i = 0; i < text.getByteLength(); i++) {
      signs |= bytes[i];
    }
    return signs >= 0;
  }
}
