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
 * Writes the entries of common map classes as a {@link BiConsumer} of {@code Map.forEach}. Reused
 * for all maps, which avoids the allocation of an iterator where the call is megamorphic. Does not
 * write nested maps, because {@code forEach} needs more stack than an iterator. Not thread-safe.
 */
final class MapEntryWriter implements BiConsumer<@Nullable Object, @Nullable Object> {

  private final BinaryWriter out;

  /** Writes the values of the map that is being written; null between maps. */
  private @Nullable ValueWriter values;

  private int kind;
  private int written;

  MapEntryWriter(BinaryWriter out) {
    this.out = out;
  }

  /** Whether this can write a map: its class is supported, and no other map is being written. */
  boolean canWrite(Map<?, ?> map) {
    return values == null && isCommonMapType(map.getClass());
  }

  /** Writes all entries of a map. Returns their number. */
  int write(Map<?, ?> map, ValueWriter values, int kind) {
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

  private static boolean isCommonMapType(Class<?> type) {
    return type == HashMap.class || type == LinkedHashMap.class || type == TreeMap.class;
  }

  @Override
  public void accept(@Nullable Object key, @Nullable Object value) {
    ValueWriter writer = values;
    if (writer == null) {
      throw FallbackToAvro.create();
    }
    writeKey(key, out);
    WriterKind.write(kind, writer, value, out);
    written++;
  }

  /** Writes a key by its text, as Avro does. Invalid UTF-8 is therefore not copied unchanged. */
  static void writeKey(@Nullable Object key, BinaryWriter out) {
    if (key instanceof String text) {
      out.writeString(text);
    } else if (key instanceof Utf8 text && isAscii(text)) {
      out.writeUtf8(text);
    } else if (key != null) {
      out.writeString(key.toString());
    } else {
      throw FallbackToAvro.create();
    }
  }

  private static boolean isAscii(Utf8 text) {
    byte[] bytes = text.getBytes();
    int combined = 0;
    for (int i = 0; i < text.getByteLength(); i++) {
      combined |= bytes[i];
    }
    return combined >= 0;
  }
}
