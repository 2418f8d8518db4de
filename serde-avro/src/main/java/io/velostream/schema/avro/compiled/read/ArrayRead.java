// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.EmptyArrays;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Reads all blocks of an array into what the model has for arrays. */
public final class ArrayRead extends ReadStep {

  private final ReadStep items;
  private final int kind;
  private final ReadStep stepOfKind;
  private final EmptyArrays arrays;

  public ArrayRead(Schema schema, ReadStep items, GenericData model) {
    this.items = items;
    this.kind = ReadKind.of(items);
    this.stepOfKind = ReadKind.stepOf(items);
    this.arrays = EmptyArrays.of(schema, model);
  }

  @Override
  public Object read(BinaryReader in) {
    int count = in.readItems();
    int room = in.room(count);
    Collection<Object> array = arrays.make(room);
    ReadStep step = stepOfKind;
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        array.add(ReadKind.read(kind, step, in));
      }
      count = in.readItems();
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
