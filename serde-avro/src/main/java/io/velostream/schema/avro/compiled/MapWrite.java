// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.Map;
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
    EntryWrites entries = out.entries();
    if (entries.takes(map)) {
      written = entries.write(map, values, kind);
    } else {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        EntryWrites.writeKey(entry.getKey(), out);
        WriteKind.write(kind, values, entry.getValue(), out);
        written++;
      }
    }
    if (written != size) {
      throw GaveUp.here();
    }
    out.writeInt(0);
  }
}
