// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all blocks of a map. */
public final class MapRead extends ReadStep {

  private final ReadStep keys;
  private final ReadStep values;
  private final int keyKind;
  private final int kind;
  private final ReadStep stepOfKind;

  private final boolean keepsOrder;

  public MapRead(ReadStep keys, ReadStep values, boolean keepsOrder) {
    this.keys = keys;
    this.values = values;
    this.keyKind = ReadKind.of(keys);
    this.kind = ReadKind.of(values);
    this.stepOfKind = ReadKind.stepOf(values);
    this.keepsOrder = keepsOrder;
  }

  @Override
  public Object read(BinaryReader in) {
    int count = in.readItems();
    Map<@Nullable Object, @Nullable Object> map =
        keepsOrder ? new LinkedHashMap<>(in.room(count)) : new HashMap<>(in.room(count));
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        Object key = ReadKind.read(keyKind, keys, in);
        map.put(key, ReadKind.read(kind, stepOfKind, in));
      }
      count = in.readItems();
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
