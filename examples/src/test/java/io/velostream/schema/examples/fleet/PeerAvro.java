// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.ReflectData;

/** Avro alone: the text of a schema is what Avro prints of it. */
record PeerAvro() implements PeerFormat {

  @Override
  public String type() {
    return "AVRO";
  }

  @Override
  public String schemaOf(Object value) {
    return schema(value).toString();
  }

  private static Schema schema(Object value) {
    return value instanceof GenericContainer container
        ? container.getSchema()
        : ReflectData.get().getSchema(value.getClass());
  }

  @Override
  public String nameIn(String schema) {
    return new Schema.Parser().parse(schema).getFullName();
  }

  @Override
  public byte[] write(Object value) throws IOException {
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    Schema schema = schema(value);
    new GenericDatumWriter<>(schema).write(generic(schema, value), encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /**
   * A plain object as a generic record of its public fields: Avro's reflecting writer takes classes
   * of trusted packages alone.
   */
  private static Object generic(Schema schema, Object value) throws IOException {
    if (schema.getType() != Schema.Type.RECORD || value instanceof GenericContainer) {
      return value;
    }
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      try {
        record.put(field.pos(), value.getClass().getField(field.name()).get(value));
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
    }
    return record;
  }

  @Override
  public String read(String text, byte[] payload) throws IOException {
    Schema schema = new Schema.Parser().parse(text);
    return schema.getType() == Schema.Type.BYTES
        ? Arrays.toString(payload)
        : GenericData.get()
            .toString(
                new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(payload, null)));
  }
}
