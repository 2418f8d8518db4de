// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Steps around other steps, and in place of them. */
public final class OtherReads {

  private OtherReads() {}

  /** Where the schemas do not fit: only Avro says how it is refused. */
  public static final class Refused extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      throw FallbackToAvro.here();
    }
  }

  /** Makes the Java object of a logical type. */
  public static final class Converted extends ReadStep {
    private final ReadStep raw;
    private final Schema schema;
    private final LogicalType type;
    private final Conversion<?> conversion;

    public Converted(ReadStep raw, Schema schema, Conversion<?> conversion) {
      this.raw = raw;
      this.schema = schema;
      this.type = schema.getLogicalType();
      this.conversion = conversion;
    }

    @Override
    public @Nullable Object read(BinaryReader in) {
      return Conversions.convertToLogicalType(raw.read(in), schema, type, conversion);
    }

    @Override
    public void skip(BinaryReader in) {
      raw.skip(in);
    }
  }

  /**
   * The default of a field that the writer did not have, made anew each time: it may be changed.
   */
  public static final class Defaulted extends ReadStep {
    private final byte[] encoded;
    private final int values;
    private final ReadStep step;

    /**
     * A step.
     *
     * @param values the values without width to count against the limit of the payload
     */
    public Defaulted(byte[] encoded, int values, ReadStep step) {
      this.encoded = encoded;
      this.values = values;
      this.step = step;
    }

    @Override
    public @Nullable Object read(BinaryReader in) {
      in.takeZeroWidth(values);
      return step.read(BinaryReader.ofDefault(encoded));
    }
  }

  /** A default that never changes. */
  public static final class Constant extends ReadStep {
    private final @Nullable Object value;

    public Constant(@Nullable Object value) {
      this.value = value;
    }

    @Override
    public @Nullable Object read(BinaryReader ignored) {
      return value;
    }
  }
}
