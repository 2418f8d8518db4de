// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of the usual maps, which give them to this object. It is used again for each
 * map, so that no iterator is made where code that all schemas share goes through maps of several
 * classes. A map within one whose entries are being written is not for it: that takes more of the
 * stack than an iterator does. For one thread at a time.
 */
final class EntryWrites implements BiConsumer<@Nullable Object, @Nullable Object> {

  private final BinaryWriter out;

  /** Writes the values of the map that is being written; null between maps. */
  private @Nullable WriteStep values;

  private int kind;
  private int written;

  EntryWrites(BinaryWriter out) {
    this.out = out;
  }

  /** Whether this writes a map, and is not writing another one. */
  boolean takes(Map<?, ?> map) {
    return values == null && isUsual(map.getClass());
  }

  /** Writes all entries of a map that this takes; how many there were. */
  int write(Map<?, ?> map, WriteStep values, int kind) {
    this.values = values;
    this.kind = kind;
    written = 0;
    try {
      map.forEach(this);
      return written;
    } finally {
      this.values = null;
    }
  }

  private static boolean isUsual(Class<?> type) {
    return type == HashMap.class || type == LinkedHashMap.class || type == TreeMap.class;
  }

  @Override
  public void accept(@Nullable Object key, @Nullable Object value) {
    WriteStep step = values;
    if (step == null) {
      throw FallbackToAvro.here();
    }
    writeKey(key, out);
    WriteKind.write(kind, step, value, out);
    written++;
  }

  /** As Avro does, by its text: bytes that are no UTF-8 do not go through as they are. */
  static void writeKey(@Nullable Object key, BinaryWriter out) {
    if (key instanceof String text) {
      out.writeString(text);
    } else if (key instanceof Utf8 text && isAscii(text)) {
      out.writeUtf8(text);
    } else if (key != null) {
      out.writeString(key.toString());
    } else {
      throw FallbackToAvro.here();
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
