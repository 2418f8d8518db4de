// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.util.Collection;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.PrimitivesArrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the arrays that the items of one schema are read into. From Avro 1.12.1 on, the class of
 * the items chooses an array of primitives or one of objects. Avro 1.11 has none of primitives, and
 * 1.12.0 makes one where a conversion gives objects that it does not take. Only one of the two
 * classes here is ever loaded, so that the call of it is inlined.
 */
public abstract class EmptyArrays {

  private static final boolean CHOOSE_BY_CLASS =
      AvroVersion.has(
          GenericData.class, "optimalValueType", Schema.class, LogicalType.class, Class.class);

  /** Of a block that claims more items, an array grows as they come. */
  private static final int MOST_ROOM = 1024;

  EmptyArrays() {}

  public static EmptyArrays of(Schema schema, GenericData model) {
    return CHOOSE_BY_CLASS ? new ByClass(schema, model) : new ByModel(schema, model);
  }

  public abstract Collection<Object> make(int room);

  /**
   * An array for a reader of Avro's own.
   *
   * @param old one that may be filled again
   */
  public static Object of(@Nullable Object old, int size, Schema schema, GenericData model) {
    int room = Math.min(size, MOST_ROOM);
    return CHOOSE_BY_CLASS || old != null
        ? model.newArray(old, room, schema)
        : of(schema, model).make(room);
  }

  private static @Nullable Conversion<?> conversion(Schema schema, GenericData model) {
    return model.getConversionFor(schema.getElementType().getLogicalType());
  }

  /** Needs Avro 1.12.1. */
  private static final class ByClass extends EmptyArrays {

    private final Schema schema;
    private final Schema.@Nullable Type type;

    ByClass(Schema schema, GenericData model) {
      this.schema = schema;
      Conversion<?> conversion = conversion(schema, model);
      this.type =
          GenericData.optimalValueType(
              schema,
              schema.getElementType().getLogicalType(),
              conversion == null ? null : conversion.getConvertedType());
    }

    @Override
    @SuppressWarnings("unchecked") // it takes what the items' step gives
    public Collection<Object> make(int room) {
      return (Collection<Object>)
          (Collection<?>) PrimitivesArrays.createOptimizedArray(room, schema, type);
    }
  }

  /** Of older versions. */
  private static final class ByModel extends EmptyArrays {

    private final Schema schema;
    private final GenericData model;
    private final boolean isConverted;

    ByModel(Schema schema, GenericData model) {
      this.schema = schema;
      this.model = model;
      this.isConverted = conversion(schema, model) != null;
    }

    @Override
    @SuppressWarnings("unchecked") // it takes what the items' step gives
    public Collection<Object> make(int room) {
      return isConverted
          ? new GenericData.Array<>(room, schema)
          : (Collection<Object>) model.newArray(null, room, schema);
    }
  }
}
