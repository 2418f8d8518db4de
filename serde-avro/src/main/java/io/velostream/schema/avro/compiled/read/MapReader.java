// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a map. */
public final class MapReader extends ValueReader {

  private final ValueReader keys;
  private final ValueReader values;
  private final int keyKind;
  private final int kind;
  private final ValueReader readerOfKind;

  private final boolean preservesOrder;

  public MapReader(ValueReader keys, ValueReader values, boolean preservesOrder) {
    this.keys = keys;
    this.values = values;
    this.keyKind = ReaderKind.of(keys);
    this.kind = ReaderKind.of(values);
    this.readerOfKind = ReaderKind.readerOf(values);
    this.preservesOrder = preservesOrder;
  }

  @Override
  public Object read(BinaryReader in) {
    int count = in.readBlockCount();
    Map<@Nullable Object, @Nullable Object> map =
        preservesOrder
            ? new LinkedHashMap<>(in.initialCapacity(count))
            : new HashMap<>(in.initialCapacity(count));
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        Object key = ReaderKind.read(keyKind, keys, in);
        map.put(key, ReaderKind.read(kind, readerOfKind, in));
      }
      count = in.readBlockCount();
    }
    return map;
  }

  @Override
  public void skip(BinaryReader in) {
    for (int count = in.skipBlocks(); count > 0; count = in.skipBlocks()) {
      for (int i = 0; i < count; i++) {
        in.skip(in.readLength());
        values.skip(in);
      }
    }
  }
}
