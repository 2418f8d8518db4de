// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro;

import io.velostream.schema.benchmarks.avro.shape.Shape;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Conversions;
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
import org.apache.avro.util.ByteBufferInputStream;
import org.jspecify.annotations.Nullable;

/** Avro as its documentation shows it, with its encoder, decoder and stream used again. */
public final class AvroCodecs implements Codec {

  private static final byte[] PREFIX = {0, 0, 0, 0, 1};

  private final Schema schema;
  private final GenericData model;
  private final boolean reads;
  private final DatumWriter<Object> writer;
  private final DatumReader<Object> reader;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private @Nullable BinaryEncoder encoder;
  private @Nullable BinaryDecoder decoder;

  private AvroCodecs(Schema schema, GenericData model, boolean reads) {
    this.schema = schema;
    this.model = model;
    this.reads = reads;
    @SuppressWarnings("unchecked") // a model's writer takes what its values are
    DatumWriter<Object> made = (DatumWriter<Object>) model.createDatumWriter(schema);
    @SuppressWarnings("unchecked")
    DatumReader<Object> other = (DatumReader<Object>) model.createDatumReader(schema);
    writer = made;
    reader = other;
  }

  public static Codec of(Shape shape, Kind kind, Object value) {
    return new AvroCodecs(
        shape.schema(kind),
        switch (kind) {
          case GENERIC -> generic(shape);
          case SPECIFIC -> SpecificData.getForClass(value.getClass());
          case REFLECT, RECORD -> reflection();
        },
        kind != Kind.RECORD);
  }

  /** For generic records. */
  public static Codec generic(Schema schema) {
    return new AvroCodecs(schema, new GenericData(), true);
  }

  private static GenericData generic(Shape shape) {
    GenericData model = new GenericData();
    if (shape.convertsLogicalTypes()) {
      SpecificData.getForSchema(shape.schema(Kind.GENERIC))
          .getConversions()
          .forEach(model::addLogicalTypeConversion);
    }
    return model;
  }

  /** With the conversion of decimals, which Avro's own instance leaves out. */
  private static ReflectData reflection() {
    ReflectData model = new ReflectData(AvroCodecs.class.getClassLoader());
    ReflectData.get().getConversions().forEach(model::addLogicalTypeConversion);
    model.addLogicalTypeConversion(new Conversions.DecimalConversion());
    return model;
  }

  @Override
  public Codec forThread() {
    return new AvroCodecs(schema, model, reads);
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
      return reader().read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object read(ByteBuffer framed) {
    try {
      int length = framed.remaining() - PREFIX.length;
      if (framed.hasArray()) {
        int start = framed.arrayOffset() + framed.position() + PREFIX.length;
        decoder = DecoderFactory.get().binaryDecoder(framed.array(), start, length, decoder);
      } else {
        ByteBuffer payload = framed.slice(framed.position() + PREFIX.length, length);
        InputStream stream = new ByteBufferInputStream(List.of(payload));
        decoder = DecoderFactory.get().directBinaryDecoder(stream, decoder);
      }
      return reader().read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DatumReader<Object> reader() {
    if (!reads) {
      throw new UnsupportedOperationException(
          "plain Avro cannot read into Java records: this row has no figure; leave out codec=avro or"
              + " kind=record");
    }
    return reader;
  }
}
