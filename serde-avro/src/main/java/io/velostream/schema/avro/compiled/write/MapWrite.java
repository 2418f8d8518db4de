// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a map as one block. */
final class MapWrite extends WriteStep {

  private final WriteStep values;
  private final int kind;

  /** Whether the map may be in an optional, which only reflection knows. */
  private final boolean unwraps;

  MapWrite(WriteStep values) {
    this(values, false);
  }

  private MapWrite(WriteStep values, boolean unwraps) {
    this.values = values;
    this.kind = WriteKind.of(values);
    this.unwraps = unwraps;
  }

  /** The same for maps that may be in optionals. */
  MapWrite unwrapping() {
    return new MapWrite(values, true);
  }

  @Override
  public void write(@Nullable Object wrapped, BinaryWriter out) {
    Object value = unwraps ? ReflectWrites.unwrapped(wrapped) : wrapped;
    if (!(value instanceof Map<?, ?> map)) {
      throw FallbackToAvro.here();
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
      throw FallbackToAvro.here();
    }
    out.writeInt(0);
  }
}
