// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.JavaEnums;
import io.velostream.schema.avro.model.SpecificModel;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes generated classes. Safe for use by many threads. */
public final class SpecificWriter extends SpecificDatumWriter<Object> {

  public SpecificWriter(Schema schema, SpecificModel model) {
    super(schema, model);
  }

  @Override
  protected void writeRecord(Schema schema, Object value, Encoder out) throws IOException {
    ArrayEncoder encoder = (ArrayEncoder) out;
    encoder.enter();
    super.writeRecord(schema, value, out);
    encoder.leave();
  }

  @Override
  protected void writeEnum(Schema schema, Object value, Encoder out) throws IOException {
    if (value instanceof Enum<?> constant) {
      out.writeEnum(JavaEnums.place(schema, constant));
    } else {
      super.writeEnum(schema, value, out);
    }
  }
}
