// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.EnumSymbols;
import io.velostream.schema.avro.model.SpecificModel;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes generated classes. Thread-safe. */
public final class SpecificWriter extends SpecificDatumWriter<Object> {

  public SpecificWriter(Schema schema, SpecificModel model) {
    super(schema, model);
  }

  @Override
  protected void writeRecord(Schema schema, Object value, Encoder out) throws IOException {
    ByteArrayEncoder encoder = (ByteArrayEncoder) out;
    encoder.enterRecord();
    super.writeRecord(schema, value, out);
    encoder.leaveRecord();
  }

  @Override
  protected void writeEnum(Schema schema, Object value, Encoder out) throws IOException {
    if (value instanceof Enum<?> constant) {
      out.writeEnum(EnumSymbols.ordinal(schema, constant));
    } else {
      super.writeEnum(schema, value, out);
    }
  }
}
