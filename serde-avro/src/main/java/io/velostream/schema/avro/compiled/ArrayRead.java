// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.PrimitivesArrays;
import org.jspecify.annotations.Nullable;

/** Reads all blocks of an array into what the model has for arrays. */
final class ArrayRead extends ReadStep {

  private final Schema schema;
  private final ReadStep items;
  private final int kind;
  private final ReadStep stepOfKind;
  private final Schema.@Nullable Type plain;

  ArrayRead(Schema schema, ReadStep items, GenericData model) {
    this.schema = schema;
    this.items = items;
    this.kind = ReadKind.of(items);
    this.stepOfKind = ReadKind.stepOf(items);
    Schema itemSchema = schema.getElementType();
    var conversion = model.getConversionFor(itemSchema.getLogicalType());
    this.plain =
        GenericData.optimalValueType(
            schema,
            itemSchema.getLogicalType(),
            conversion == null ? null : conversion.getConvertedType());
  }

  @Override
  Object read(Input in) {
    int count = in.readItems();
    int room = in.room(count);
    Collection<Object> array = array(room);
    ReadStep step = stepOfKind;
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        array.add(ReadKind.read(kind, step, in));
      }
      count = in.readItems();
    }
    return array;
  }

  @SuppressWarnings("unchecked") // it takes what the items' step gives
  private Collection<Object> array(int room) {
    return (Collection<Object>)
        (Collection<?>) PrimitivesArrays.createOptimizedArray(room, schema, plain);
  }

  @Override
  void skip(Input in) {
    for (int count = in.skipBlocks(); count > 0; count = in.skipBlocks()) {
      for (int i = 0; i < count; i++) {
        items.skip(in);
      }
    }
  }
}
