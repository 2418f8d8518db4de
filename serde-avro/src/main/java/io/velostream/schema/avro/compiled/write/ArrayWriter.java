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
final class ArrayWriter extends ValueWriter {

  private final Schema.Type type;
  private final ValueWriter items;
  private final int kind;

  ArrayWriter(Schema.Type type, ValueWriter items) {
    this.type = type;
    this.items = items;
    this.kind = WriterKind.of(items);
  }

  /** Whether items have this schema type. */
  boolean hasItemType(Schema.Type type) {
    return this.type == type;
  }

  void writeArray(Object[] array, BinaryWriter out) {
    if (array.length > 0) {
      out.writeInt(array.length);
      for (Object item : array) {
        WriterKind.write(kind, items, item, out);
      }
    }
    out.writeInt(0);
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value instanceof List<?> list && isRandomAccess(list)) {
      writeList(list, out);
    } else if (value instanceof Collection<?> collection) {
      writeCollection(collection, out);
    } else {
      throw FallbackToAvro.create();
    }
  }

  /** Whether the list has fast access by index. */
  static boolean isRandomAccess(List<?> list) {
    return list instanceof RandomAccess || list instanceof GenericArray;
  }

  void writeList(List<?> list, BinaryWriter out) {
    int size = list.size();
    if (size > 0) {
      out.writeInt(size);
      ValueWriter writer = items;
      for (int i = 0; i < size; i++) {
        WriterKind.write(kind, writer, list.get(i), out);
      }
    }
    if (list.size() != size) {
      throw FallbackToAvro.create();
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
      WriterKind.write(kind, items, item, out);
      written++;
    }
    if (written != size) {
      throw FallbackToAvro.create();
    }
    out.writeInt(0);
  }
}
