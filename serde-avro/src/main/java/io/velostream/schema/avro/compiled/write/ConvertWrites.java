// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Steps that turn Java objects of logical types into what is written. */
final class ConvertWrites {

  private ConvertWrites() {}

  /** By one conversion, whatever the value. */
  static final class Always extends WriteStep {
    private final Schema schema;
    private final LogicalType type;
    private final Conversion<?> conversion;
    private final WriteStep raw;

    Always(Schema schema, Conversion<?> conversion, WriteStep raw) {
      this.schema = schema;
      this.type = schema.getLogicalType();
      this.conversion = conversion;
      this.raw = raw;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      raw.write(
          value == null ? null : Conversions.convertToRawType(value, schema, type, conversion),
          out);
    }
  }

  /** By the conversion that the model has for the value's class; as it is where there is none. */
  static final class ByClass extends WriteStep {

    private record Known(Class<?> type, @Nullable Conversion<?> conversion) {}

    private final Schema schema;
    private final LogicalType type;
    private final GenericData model;
    private final WriteStep raw;

    /** The class seen last. Not volatile: safe to publish by its final fields. */
    private @Nullable Known last;

    ByClass(Schema schema, GenericData model, WriteStep raw) {
      this.schema = schema;
      this.type = schema.getLogicalType();
      this.model = model;
      this.raw = raw;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      Conversion<?> conversion = value == null ? null : conversion(value.getClass());
      raw.write(
          value == null || conversion == null
              ? value
              : Conversions.convertToRawType(value, schema, type, conversion),
          out);
    }

    private @Nullable Conversion<?> conversion(Class<?> valueType) {
      Known known = last;
      if (known == null || known.type != valueType) {
        known = new Known(valueType, model.getConversionByClass(valueType, type));
        last = known;
      }
      return known.conversion;
    }
  }
}
