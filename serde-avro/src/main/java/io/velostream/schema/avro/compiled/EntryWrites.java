// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of maps. The usual maps give their entries to this object, which is used again
 * for each map, so that no iterator is made where code that all schemas share goes through maps of
 * several classes. For one thread at a time.
 */
final class EntryWrites implements BiConsumer<@Nullable Object, @Nullable Object> {

  private final Output out;

  /** Writes the values of the map that is being written; null between maps. */
  private @Nullable WriteStep values;

  private int kind;
  private int written;

  EntryWrites(Output out) {
    this.out = out;
  }

  /** Writes all entries of a map, which may be within one whose entries are being written. */
  int write(Map<?, ?> map, WriteStep values, int kind) {
    WriteStep outerValues = this.values;
    int outerKind = this.kind;
    int outerWritten = written;
    this.values = values;
    this.kind = kind;
    written = 0;
    try {
      if (isUsual(map.getClass())) {
        map.forEach(this);
      } else {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          accept(entry.getKey(), entry.getValue());
        }
      }
      return written;
    } finally {
      this.values = outerValues;
      this.kind = outerKind;
      written = outerWritten;
    }
  }

  private static boolean isUsual(Class<?> type) {
    return type == HashMap.class || type == LinkedHashMap.class || type == TreeMap.class;
  }

  @Override
  public void accept(@Nullable Object key, @Nullable Object value) {
    WriteStep step = values;
    if (step == null) {
      throw GaveUp.here();
    }
    writeKey(key);
    WriteKind.write(kind, step, value, out);
    written++;
  }

  /** As Avro does, by its text: bytes that are no UTF-8 do not go through as they are. */
  private void writeKey(@Nullable Object key) {
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
