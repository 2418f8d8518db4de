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
 * Creates the arrays for the items of one array schema. Since Avro 1.12.1, the class of the items
 * selects an array of primitives or of objects. Avro 1.11 has no arrays of primitives. Avro 1.12.0
 * creates one even if a conversion returns objects, which the array rejects. Only one of the two
 * subclasses is loaded in a JVM, so the call is monomorphic and inlined.
 */
public abstract class ArrayFactory {

  private static final boolean CHOOSE_BY_CLASS =
      AvroVersion.has(
          GenericData.class, "optimalValueType", Schema.class, LogicalType.class, Class.class);

  /**
   * Maximum initial capacity. The item count of a block is not trusted; the array grows as items
   * are read.
   */
  private static final int MAX_INITIAL_CAPACITY = 1024;

  ArrayFactory() {}

  public static ArrayFactory of(Schema schema, GenericData model) {
    return CHOOSE_BY_CLASS ? new ByClass(schema, model) : new ByModel(schema, model);
  }

  public abstract Collection<Object> make(int initialCapacity);

  /**
   * Creates an array for Avro's own readers.
   *
   * @param old an array that may be reused
   */
  public static Object of(@Nullable Object old, int size, Schema schema, GenericData model) {
    int initialCapacity = Math.min(size, MAX_INITIAL_CAPACITY);
    return CHOOSE_BY_CLASS || old != null
        ? model.newArray(old, initialCapacity, schema)
        : of(schema, model).make(initialCapacity);
  }

  private static @Nullable Conversion<?> conversion(Schema schema, GenericData model) {
    return model.getConversionFor(schema.getElementType().getLogicalType());
  }

  /** Needs Avro 1.12.1. */
  private static final class ByClass extends ArrayFactory {

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
    @SuppressWarnings("unchecked") // items are not typed
    public Collection<Object> make(int initialCapacity) {
      return (Collection<Object>)
          (Collection<?>) PrimitivesArrays.createOptimizedArray(initialCapacity, schema, type);
    }
  }

  /** For older versions of Avro. */
  private static final class ByModel extends ArrayFactory {

    private final Schema schema;
    private final GenericData model;
    private final boolean isConverted;

    ByModel(Schema schema, GenericData model) {
      this.schema = schema;
      this.model = model;
      this.isConverted = conversion(schema, model) != null;
    }

    @Override
    @SuppressWarnings("unchecked") // items are not typed
    public Collection<Object> make(int initialCapacity) {
      return isConverted
          ? new GenericData.Array<>(initialCapacity, schema)
          : (Collection<Object>) model.newArray(null, initialCapacity, schema);
    }
  }
}
