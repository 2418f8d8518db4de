// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Encodes the defaults of fields. */
final class DefaultValues {

  private DefaultValues() {}

  /** The binary form of a field's default. */
  static byte[] encoded(Schema.Field field) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<>(field.schema())
          .write(new GenericData().getDefaultValue(field), encoder);
      encoder.flush();
    } catch (IOException | AvroRuntimeException e) {
      throw new InvalidSchemaException("the default of field " + field.name() + " is invalid", e);
    }
    return bytes.toByteArray();
  }
}
