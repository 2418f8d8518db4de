// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericArray;
import org.jspecify.annotations.Nullable;

/** Writes a collection as one block. */
final class ArrayWrite extends WriteStep {

  private final Schema.Type type;
  private final WriteStep items;
  private final int kind;

  ArrayWrite(Schema.Type type, WriteStep items) {
    this.type = type;
    this.items = items;
    this.kind = WriteKind.of(items);
  }

  /** Whether items are of a type. */
  boolean items(Schema.Type type) {
    return this.type == type;
  }

  void writeArray(Object[] array, BinaryWriter out) {
    if (array.length > 0) {
      out.writeInt(array.length);
      for (Object item : array) {
        WriteKind.write(kind, items, item, out);
      }
    }
    out.writeInt(0);
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value instanceof List<?> list && isIndexed(list)) {
      writeList(list, out);
    } else if (value instanceof Collection<?> collection) {
      writeCollection(collection, out);
    } else {
      throw FallbackToAvro.here();
    }
  }

  /** Whether items are quickly found by their numbers. */
  static boolean isIndexed(List<?> list) {
    return list instanceof RandomAccess || list instanceof GenericArray;
  }

  void writeList(List<?> list, BinaryWriter out) {
    int size = list.size();
    if (size > 0) {
      out.writeInt(size);
      WriteStep step = items;
      for (int i = 0; i < size; i++) {
        WriteKind.write(kind, step, list.get(i), out);
      }
    }
    if (list.size() != size) {
      throw FallbackToAvro.here();
    }
    out.writeInt(0);
  }

  private void writeCollection(Collection<?> collection, BinaryWriter out) {
    int size = collection.size();
    if (size > 0) {
      out.writeInt(size);
    }
    int written = 0;
    for (Object item : collection) {
      WriteKind.write(kind, items, item, out);
      written++;
    }
    if (written != size) {
      throw FallbackToAvro.here();
    }
    out.writeInt(0);
  }
}
