// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.ArrayFactory;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Reads an array into the collection class of the data model. */
public final class ArrayReader extends ValueReader {

  private final ValueReader items;
  private final int kind;
  private final ValueReader readerOfKind;
  private final ArrayFactory arrays;

  public ArrayReader(Schema schema, ValueReader items, GenericData model) {
    this.items = items;
    this.kind = ReaderKind.of(items);
    this.readerOfKind = ReaderKind.readerOf(items);
    this.arrays = ArrayFactory.of(schema, model);
  }

  @Override
  public Object read(BinaryReader in) {
    int count = in.readBlockCount();
    int initialCapacity = in.initialCapacity(count);
    Collection<Object> array = arrays.make(initialCapacity);
    ValueReader reader = readerOfKind;
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        array.add(ReaderKind.read(kind, reader, in));
      }
      count = in.readBlockCount();
    }
    return array;
  }

  @Override
  public void skip(BinaryReader in) {
    for (int count = in.skipBlocks(); count > 0; count = in.skipBlocks()) {
      for (int i = 0; i < count; i++) {
        items.skip(in);
      }
    }
  }
}
