// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** One record of each of many schemas, read and written by codecs that are made when first used. */
public abstract class ManyRecords implements ManyRows {

  private static final byte[] FRAME = {0, 0, 0, 0, 1};

  final ManyTypes types;
  final Object[] values;
  final byte[][] payloads;

  ManyRecords(ManyTypes types, int count, boolean reads) {
    this.types = types;
    this.values = new Object[count];
    this.payloads = new byte[count][];
    for (int i = 0; i < count; i++) {
      values[i] = types.value(i);
      payloads[i] = reads ? payload(i) : new byte[0];
    }
  }

  /** By Avro's writer of generic data, which no contender is that reads. */
  private byte[] payload(int number) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
      DatumWriter<Object> writer = new GenericDatumWriter<>(types.schema(number));
      writer.write(types.record(number), out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ManyRecords ofVelostream(ManyTypes types, int count, boolean reads) {
    return new Velostream(types, count, reads);
  }

  public static ManyRecords ofAvro(ManyTypes types, int count, boolean reads) {
    return new Avro(types, count, reads);
  }

  private static final class Velostream extends ManyRecords {
    private final FirstUseCodecs<Schema> codecs;

    Velostream(ManyTypes types, int count, boolean reads) {
      super(types, count, reads);
      Map<String, Object> config = Map.of("schema.registry.url", "mock://many");
      AvroCodec writing =
          AvroCodec.forSerializer(
              SerdeConfig.forSerializer(
                  with(config, "schema.reflection", true), false, AvroKeys.serializer()));
      List<AvroCodec> reading = new ArrayList<>();
      AvroCodec generic = codec(config);
      for (int i = 0; i < count; i++) {
        Class<?> type = types.type(i);
        reading.add(type == null ? generic : codec(with(config, AvroKeys.VALUE_TYPE, type)));
      }
      codecs = new FirstUseCodecs<>(types::schema, writing, reading);
    }

    private static AvroCodec codec(Map<String, Object> config) {
      return AvroCodec.forDeserializer(
          SerdeConfig.forDeserializer(config, false, AvroKeys.deserializer()));
    }

    private static Map<String, Object> with(Map<String, Object> config, String key, Object value) {
      return Map.of(
          "schema.registry.url",
          Objects.requireNonNull(config.get("schema.registry.url")),
          key,
          value);
    }

    @Override
    public Object read(int number) {
      return codecs.read(number, payloads[number]);
    }

    @Override
    public Object write(int number) {
      return codecs.write(number, values[number]);
    }
  }

  private static final class Avro extends ManyRecords {
    private final GenericData model;
    private final DatumReader<?>[] readers;
    private final DatumWriter<?>[] writers;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    Avro(ManyTypes types, int count, boolean reads) {
      super(types, count, reads);
      model = types.model();
      model.setFastReaderEnabled(true);
      readers = new DatumReader<?>[count];
      writers = new DatumWriter<?>[count];
    }

    @Override
    public Object read(int number) {
      DatumReader<?> reader = made(readers, number, n -> model.createDatumReader(types.schema(n)));
      try {
        byte[] payload = payloads[number];
        decoder = DecoderFactory.get().binaryDecoder(payload, 0, payload.length, decoder);
        return Objects.requireNonNull(reader.read(null, decoder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    @SuppressWarnings("unchecked") // a model's writer takes what its values are
    public Object write(int number) {
      DatumWriter<Object> writer =
          (DatumWriter<Object>)
              made(writers, number, n -> model.createDatumWriter(types.schema(n)));
      try {
        bytes.reset();
        bytes.write(FRAME);
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        writer.write(values[number], encoder);
        encoder.flush();
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static <T> T made(T[] known, int number, IntFunction<T> maker) {
      T found = known[number];
      if (found == null) {
        found = maker.apply(number);
        known[number] = found;
      }
      return found;
    }
  }
}
