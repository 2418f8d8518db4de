// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.Collection;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.PrimitivesArrays;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that items are read into. Avro 1.12.1 and newer have ones of primitives, which the
 * type of the items chooses. Older versions get Avro's plain arrays: 1.11 has no others, and 1.12.0
 * chooses one of primitives where a conversion makes objects that it does not take.
 */
public final class EmptyArrays {

  private static final boolean HAS_PRIMITIVES =
      AvroVersion.has(
          GenericData.class, "optimalValueType", Schema.class, LogicalType.class, Class.class);

  /** A block may claim more items than there are. */
  private static final int MOST_ROOM = 1024;

  private EmptyArrays() {}

  /** An array for a reader of Avro's own, which may use an old one again. */
  public static Object of(@Nullable Object old, int size, Schema schema, GenericData model) {
    int room = Math.min(size, MOST_ROOM);
    return HAS_PRIMITIVES || old != null
        ? model.newArray(old, room, schema)
        : new GenericData.Array<>(room, schema);
  }

  /** Which primitives the items are; null when they are none, or this Avro has no such arrays. */
  static Schema.@Nullable Type primitive(Schema schema, GenericData model) {
    return HAS_PRIMITIVES ? OfPrimitives.type(schema, model) : null;
  }

  @SuppressWarnings("unchecked") // it takes what the items' step gives
  static Collection<Object> of(int room, Schema schema, Schema.@Nullable Type primitive) {
    return HAS_PRIMITIVES
        ? (Collection<Object>) OfPrimitives.make(room, schema, primitive)
        : new GenericData.Array<>(room, schema);
  }

  /** Needs Avro 1.12.1. */
  private static final class OfPrimitives {

    static Schema.@Nullable Type type(Schema schema, GenericData model) {
      LogicalType logical = schema.getElementType().getLogicalType();
      Conversion<?> conversion = model.getConversionFor(logical);
      return GenericData.optimalValueType(
          schema, logical, conversion == null ? null : conversion.getConvertedType());
    }

    static Collection<?> make(int room, Schema schema, Schema.@Nullable Type primitive) {
      return PrimitivesArrays.createOptimizedArray(room, schema, primitive);
    }
  }
}
