// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logical types that steps convert themselves: the values at their edges, beside Avro's own. */
class LogicalValuesTest {

  private static final byte[] NO_FRAME = {};

  private final AvroCodec writing = Codecs.writing(AvroKeys.LOGICAL_TYPES, true);
  private final AvroCodec reading = Codecs.reading(AvroKeys.LOGICAL_TYPES, true);

  static Stream<Arguments> values() {
    Instant early = Instant.parse("-0044-03-15T10:11:12.123456789Z");
    LogicalType decimal = LogicalTypes.decimal(40, 2);
    return Stream.of(
        Arguments.of(LogicalTypes.date(), Schema.Type.INT, LocalDate.MIN.withYear(-4000)),
        Arguments.of(LogicalTypes.timeMillis(), Schema.Type.INT, LocalTime.MAX),
        Arguments.of(LogicalTypes.timeMicros(), Schema.Type.LONG, LocalTime.MAX),
        Arguments.of(LogicalTypes.timestampMillis(), Schema.Type.LONG, early),
        Arguments.of(LogicalTypes.timestampMicros(), Schema.Type.LONG, early),
        Arguments.of(LogicalTypes.timestampMicros(), Schema.Type.LONG, Instant.EPOCH),
        Arguments.of(
            LogicalTypes.timestampNanos(),
            Schema.Type.LONG,
            Instant.ofEpochSecond(-1, 999_999_999)),
        Arguments.of(decimal, Schema.Type.BYTES, new BigDecimal("0.00")),
        Arguments.of(decimal, Schema.Type.BYTES, new BigDecimal("-0.01")),
        Arguments.of(decimal, Schema.Type.BYTES, new BigDecimal("1.28")),
        Arguments.of(decimal, Schema.Type.BYTES, new BigDecimal("-92233720368547758.08")),
        Arguments.of(decimal, Schema.Type.BYTES, new BigDecimal("92233720368547758.08")),
        Arguments.of(decimal, Schema.Type.BYTES, new BigDecimal("1e30").setScale(2)),
        Arguments.of(
            LogicalTypes.uuid(), Schema.Type.STRING, new UUID(-1, 0x0123_4567_89ab_cdefL)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void areWrittenAndReadBySteps(LogicalType type, Schema.Type of, Object value) {
    Schema schema = record(type.addToSchema(Schema.create(of)));
    byte[] bytes = Codecs.encode(writing, schema, record(schema, value));
    assertThat(bytes).isEqualTo(avro(schema, value));
    byte[] own = Codecs.encode(writing, schema, Codecs.decode(reading, schema, bytes));
    assertThat(own).isEqualTo(bytes);
    assertThat(writing.fallbacks().values() + reading.fallbacks().values()).isZero();
  }

  @ParameterizedTest
  @MethodSource("values")
  void areReadAsAvroReadsThem(LogicalType type, Schema.Type of, Object value) throws Exception {
    Schema schema = record(type.addToSchema(Schema.create(of)));
    byte[] bytes = avro(schema, value);
    SpecificModel model = new SpecificModel(ClassFinder.none(), LogicalTypeConversions.all());
    Object expected =
        new GenericDatumReader<>(schema, schema, model)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    assertThat(Codecs.decode(reading, schema, bytes)).isEqualTo(expected);
  }

  @Test
  void readsUuidsInEveryFormThatTheJdkTakes() {
    assertThat(uuid("1-2-3-4-5")).isEqualTo(UUID.fromString("1-2-3-4-5"));
    String upper = "0123ABCD-4567-89AB-CDEF-0123456789AB";
    assertThat(uuid(upper)).isEqualTo(UUID.fromString(upper));
    String shifted = "123abcd-4567-89ab-cdef-00123456789ab";
    assertThat(uuid(shifted)).isEqualTo(UUID.fromString(shifted));
  }

  @Test
  void refusesWhatAvroRefuses() {
    assertThatThrownBy(() -> uuid("0123abcd-4567-89ab-cdef-0123456789ag"))
        .isInstanceOf(RuntimeException.class);
    Schema decimal =
        record(LogicalTypes.decimal(4, 2).addToSchema(Schema.create(Schema.Type.BYTES)));
    assertThatThrownBy(() -> Codecs.decode(reading, decimal, new byte[] {0}))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> Codecs.encode(writing, decimal, record(decimal, new BigDecimal("123.45"))))
        .hasMessageContaining("precision");
    Schema micros =
        record(LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)));
    assertThatThrownBy(() -> Codecs.encode(writing, micros, record(micros, Instant.MAX)))
        .isInstanceOf(ArithmeticException.class);
  }

  private Object uuid(String text) {
    Schema schema = record(LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING)));
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[ascii.length + 1];
    bytes[0] = (byte) (ascii.length << 1);
    System.arraycopy(ascii, 0, bytes, 1, ascii.length);
    return ((GenericRecord) Codecs.decode(reading, schema, bytes)).get(0);
  }

  private static byte[] avro(Schema schema, Object value) {
    SpecificModel model = new SpecificModel(ClassFinder.none(), LogicalTypeConversions.all());
    return new AvroEncoder(new PlainWriter(schema, model)).encode(record(schema, value), NO_FRAME);
  }

  private static Schema record(Schema field) {
    return SchemaBuilder.record("One").fields().name("value").type(field).noDefault().endRecord();
  }

  private static GenericData.Record record(Schema schema, Object value) {
    GenericData.Record record = new GenericData.Record(schema);
    record.put(0, value);
    return record;
  }
}
