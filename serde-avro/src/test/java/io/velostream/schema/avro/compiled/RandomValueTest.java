// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BlockingDirectBinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;

/** Random schemas and values: Avro itself must read what we write, and we what it writes. */
class RandomValueTest {

  private static final int SCHEMAS = 150;
  private static final int VALUES = 10;

  @Test
  void agreesWithAvroOnRandomSchemasAndValues() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < SCHEMAS; i++) {
      Schema schema = record(random, "R" + i, 3);
      ValueEncoder encoder = null;
      ValueDecoder decoder = reading().decoder(schema, null);
      for (Object value : new RandomData(schema, VALUES, i)) {
        encoder = encoder == null ? writing().encoder(schema, value) : encoder;
        byte[] payload = encoder.encode(value, Codecs.NO_FRAME);
        Object ofAvro =
            new GenericDatumReader<>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));

        assertThat(payload).isEqualTo(avroBytes(schema, value, false));
        assertThat(decode(decoder, payload)).isEqualTo(ofAvro);
        assertThat(decoder.decode(ByteBuffer.wrap(payload).asReadOnlyBuffer())).isEqualTo(ofAvro);
      }
    }
  }

  @Test
  void readsArraysAndMapsInBlocksThatSayTheirSize() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < SCHEMAS; i++) {
      Schema schema = record(random, "R" + i, 3);
      Schema empty = Schema.createRecord("R" + i, null, null, false, List.of());
      for (Object value : new RandomData(schema, 2, i)) {
        byte[] blocks = avroBytes(schema, value, true);

        assertThat(decode(reading(), schema, blocks))
            .isEqualTo(decode(reading(), schema, encode(value)));
        assertThat(
                decode(reading("avro.fail.on.trailing.data", true).decoder(schema, empty), blocks))
            .isNotNull();
      }
    }
  }

  private static byte[] avroBytes(Schema schema, Object value, boolean blocks) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder =
        blocks
            ? new BlockingDirectBinaryEncoder(bytes)
            : EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static Schema record(Random random, String name, int depth) {
    List<Schema.Field> fields = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      fields.add(new Schema.Field("f" + i, type(random, name + "_" + i, depth), null, null));
    }
    return Schema.createRecord(name, null, null, false, fields);
  }

  private static Schema type(Random random, String name, int depth) {
    return switch (random.nextInt(depth == 0 ? 10 : 14)) {
      case 0 -> Schema.create(Schema.Type.BOOLEAN);
      case 1 -> Schema.create(Schema.Type.INT);
      case 2 -> Schema.create(Schema.Type.LONG);
      case 3 -> Schema.create(Schema.Type.FLOAT);
      case 4 -> Schema.create(Schema.Type.DOUBLE);
      case 5 -> Schema.create(Schema.Type.STRING);
      case 6 -> Schema.create(Schema.Type.BYTES);
      case 7 -> Schema.create(Schema.Type.NULL);
      case 8 -> Schema.createEnum(name, null, null, List.of("A", "B", "C"));
      case 9 -> Schema.createFixed(name, null, null, random.nextInt(5));
      case 10 -> record(random, name, depth - 1);
      case 11 -> Schema.createArray(type(random, name, depth - 1));
      case 12 -> Schema.createMap(type(random, name, depth - 1));
      default ->
          Schema.createUnion(
              Schema.create(Schema.Type.NULL),
              Schema.create(Schema.Type.STRING),
              record(random, name, depth - 1));
    };
  }
}
