// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Writers that convert Java objects of logical types before they are written. */
final class ConvertingWriters {

  private ConvertingWriters() {}

  /** Applies one conversion to all values. */
  static final class FixedConversionWriter extends ValueWriter {
    private final Schema schema;
    private final LogicalType type;
    private final Conversion<?> conversion;
    private final ValueWriter raw;

    FixedConversionWriter(Schema schema, Conversion<?> conversion, ValueWriter raw) {
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

  /**
   * Applies the conversion that the model has for the class of the value. Without one, the value is
   * written unchanged.
   */
  static final class ClassConversionWriter extends ValueWriter {

    private record CachedConversion(Class<?> type, @Nullable Conversion<?> conversion) {}

    private final Schema schema;
    private final LogicalType type;
    private final GenericData model;
    private final ValueWriter raw;

    /** The most recent class. Benign data race: published through final fields. */
    private @Nullable CachedConversion last;

    ClassConversionWriter(Schema schema, GenericData model, ValueWriter raw) {
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
      CachedConversion known = last;
      if (known == null || known.type != valueType) {
        known = new CachedConversion(valueType, model.getConversionByClass(valueType, type));
        last = known;
      }
      return known.conversion;
    }
  }
}
