// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a map as one block. */
final class MapWriter extends ValueWriter {

  private final ValueWriter values;
  private final int kind;

  /** Whether the map may be in an {@code Optional}, in the reflection model. */
  private final boolean unwrapsOptionals;

  MapWriter(ValueWriter values) {
    this(values, false);
  }

  private MapWriter(ValueWriter values, boolean unwrapsOptionals) {
    this.values = values;
    this.kind = WriterKind.of(values);
    this.unwrapsOptionals = unwrapsOptionals;
  }

  /** Returns a writer that also accepts maps in {@code Optional}. */
  MapWriter unwrappingOptionals() {
    return new MapWriter(values, true);
  }

  @Override
  public void write(@Nullable Object wrapped, BinaryWriter out) {
    Object value = unwrapsOptionals ? ReflectWriters.unwrap(wrapped) : wrapped;
    if (!(value instanceof Map<?, ?> map)) {
      throw FallbackToAvro.create();
    }
    int size = map.size();
    if (size > 0) {
      out.writeInt(size);
    }
    int written = 0;
    MapEntryWriter entries = out.mapEntryWriter();
    if (entries.canWrite(map)) {
      written = entries.write(map, values, kind);
    } else {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        MapEntryWriter.writeKey(entry.getKey(), out);
        WriterKind.write(kind, values, entry.getValue(), out);
        written++;
      }
    }
    if (written != size) {
      throw FallbackToAvro.create();
    }
    out.writeInt(0);
  }
}
