// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Converts the value of another reader to the Java object of a logical type. */
public final class ConvertingReader extends ValueReader {
  private final ValueReader raw;
  private final Schema schema;
  private final LogicalType type;
  private final Conversion<?> conversion;

  public ConvertingReader(ValueReader raw, Schema schema, Conversion<?> conversion) {
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
