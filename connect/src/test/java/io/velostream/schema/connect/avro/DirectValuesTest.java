// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled writers and readers do what generic values and Avro's own code do. */
class DirectValuesTest {

  private static final AvroOptions OPTIONS =
      new AvroOptions(false, true, false, false, false, false, false);
  private static final byte[] FRAME = {7, 7};
  private static final int SCHEMAS = 400;
  private static final int VALUES = 5;

  @Test
  void bytesAndValuesAreThoseOfGenericValues() throws IOException {
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomData data = new RandomData(seed);
      org.apache.kafka.connect.data.Schema schema = data.struct(3);
      Schema avro = AvroSchemas.of(schema, OPTIONS);
      org.apache.kafka.connect.data.Schema readSchema =
          ConnectSchemas.of(new Schema.Parser().parse(avro.toString()), OPTIONS);
      DataWriter writer = WriterCompiler.payload(schema, avro, OPTIONS);
      DataReader reader = ReaderCompiler.payload(avro, readSchema, false);
      GenericWriting toAvro = GenericWriting.of(schema, avro);
      GenericReading toConnect = GenericReading.of(avro, readSchema);
      for (int i = 0; i < VALUES; i++) {
        Object value = data.value(schema);

        byte[] written = written(writer, value);

        byte[] generic = generic(avro, toAvro.apply(value));
        assertThat(written).as("schema %d: %s", seed, avro).endsWith(generic);
        assertThat(written).hasSize(FRAME.length + generic.length);
        Object record =
            new GenericDatumReader<>(avro)
                .read(null, DecoderFactory.get().binaryDecoder(generic, null));
        BinaryReader in = new BinaryReader(written, FRAME.length, generic.length);
        assertThat(reader.read(in)).as("schema %d", seed).isEqualTo(toConnect.apply(record));
        assertThat(in.remaining()).isZero();
      }
    }
  }

  private static byte[] written(DataWriter writer, Object value) {
    BinaryWriter out = new BinaryWriter();
    out.reset(FRAME);
    writer.write(value, out);
    return out.toByteArray();
  }

  private static byte[] generic(Schema avro, Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(avro).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /** A payload that was cut off, or changed, is read or refused: no other error, and no loop. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void malformedPayloadsAreRefused(boolean isCut) {
    int refused = 0;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomData data = new RandomData(seed);
      org.apache.kafka.connect.data.Schema schema = data.struct(3);
      Schema avro = AvroSchemas.of(schema, OPTIONS);
      DataReader reader = ReaderCompiler.payload(avro, ConnectSchemas.of(avro, OPTIONS), false);
      byte[] written = written(WriterCompiler.payload(schema, avro, OPTIONS), data.value(schema));
      for (int at = FRAME.length; at < Math.min(written.length, 200); at++) {
        byte[] changed = written.clone();
        changed[at] = (byte) (isCut ? changed[at] : changed[at] ^ 0xFF);
        int length = (isCut ? at : written.length) - FRAME.length;
        try {
          reader.read(new BinaryReader(changed, FRAME.length, length));
        } catch (RuntimeException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void structsOfOtherSchemasAreRefused() {
    RandomData data = new RandomData(1);
    org.apache.kafka.connect.data.Schema schema =
        org.apache.kafka.connect.data.SchemaBuilder.struct()
            .name("test.A")
            .field("a", org.apache.kafka.connect.data.Schema.INT32_SCHEMA)
            .build();
    Schema avro = AvroSchemas.of(schema, OPTIONS);
    org.apache.kafka.connect.data.Schema other =
        org.apache.kafka.connect.data.SchemaBuilder.struct().name("test.A").build();
    DataWriter writer = WriterCompiler.payload(schema, avro, OPTIONS);

    assertThatThrownBy(() -> written(writer, data.value(other)))
        .isInstanceOf(org.apache.kafka.connect.errors.DataException.class)
        .hasMessageContaining("test.A");
  }
}
