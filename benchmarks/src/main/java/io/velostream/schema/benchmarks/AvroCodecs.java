// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Avro as its documentation shows it, with its encoder, decoder and stream used again. */
final class AvroCodecs implements Codec {

  private static final byte[] PREFIX = {0, 0, 0, 0, 1};

  private final Schema schema;
  private final GenericData model;
  private final DatumWriter<Object> writer;
  private final DatumReader<Object> reader;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private @Nullable BinaryEncoder encoder;
  private @Nullable BinaryDecoder decoder;

  private AvroCodecs(Schema schema, GenericData model) {
    this.schema = schema;
    this.model = model;
    @SuppressWarnings("unchecked") // a model's writer takes what its values are
    DatumWriter<Object> made = (DatumWriter<Object>) model.createDatumWriter(schema);
    @SuppressWarnings("unchecked")
    DatumReader<Object> other = (DatumReader<Object>) model.createDatumReader(schema);
    writer = made;
    reader = other;
  }

  static Codec of(Shape shape, Kind kind, Object value) {
    return new AvroCodecs(
        shape.schema(kind),
        switch (kind) {
          case GENERIC ->
              shape.convertsLogicalTypes()
                  ? SpecificData.getForSchema(shape.schema(kind))
                  : GenericData.get();
          case SPECIFIC -> SpecificData.getForClass(value.getClass());
          case REFLECT, RECORD -> ReflectData.get();
        });
  }

  @Override
  public Codec forThread() {
    return new AvroCodecs(schema, model);
  }

  @Override
  public byte[] write(Object value) {
    try {
      bytes.reset();
      bytes.write(PREFIX);
      encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
      writer.write(value, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object read(byte[] framed) {
    try {
      decoder =
          DecoderFactory.get()
              .binaryDecoder(framed, PREFIX.length, framed.length - PREFIX.length, decoder);
      return reader.read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
