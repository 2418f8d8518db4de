// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.logical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.SpecificWriter;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.SpecificModel;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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

  private final AvroCodec writing = Codecs.writing(AvroKeys.LOGICAL_TYPES, true);
  private final AvroCodec reading = Codecs.reading(AvroKeys.LOGICAL_TYPES, true);

  static Stream<Arguments> values() {
    return Stream.of(times(), localTimes(), decimals(), uuids()).flatMap(values -> values);
  }

  private static Stream<Arguments> times() {
    Instant early = Instant.parse("-0044-03-15T10:11:12.123456789Z");
    return Stream.of(
        Arguments.of(of(LogicalTypes.date(), Schema.Type.INT), LocalDate.MIN.withYear(-4000)),
        Arguments.of(of(LogicalTypes.timeMillis(), Schema.Type.INT), LocalTime.MAX),
        Arguments.of(of(LogicalTypes.timeMicros(), Schema.Type.LONG), LocalTime.MAX),
        Arguments.of(of(LogicalTypes.timestampMillis(), Schema.Type.LONG), early),
        Arguments.of(of(LogicalTypes.timestampMicros(), Schema.Type.LONG), early),
        Arguments.of(of(LogicalTypes.timestampMicros(), Schema.Type.LONG), Instant.EPOCH),
        Arguments.of(
            of(LogicalTypes.timestampNanos(), Schema.Type.LONG),
            Instant.ofEpochSecond(-1, 999_999_999)));
  }

  private static Stream<Arguments> localTimes() {
    LocalDateTime early = LocalDateTime.parse("-0044-03-15T10:11:12.123456789");
    LocalDateTime justBefore = LocalDateTime.parse("1969-12-31T23:59:59.999999999");
    Schema millis = of(LogicalTypes.localTimestampMillis(), Schema.Type.LONG);
    Schema micros = of(LogicalTypes.localTimestampMicros(), Schema.Type.LONG);
    Schema nanos = of(LogicalTypes.localTimestampNanos(), Schema.Type.LONG);
    return Stream.of(
        Arguments.of(millis, early),
        Arguments.of(millis, justBefore),
        Arguments.of(micros, early),
        Arguments.of(micros, justBefore),
        Arguments.of(nanos, justBefore),
        Arguments.of(nanos, LocalDateTime.parse("2261-04-11T23:47:16.854775807")));
  }

  private static Stream<Arguments> decimals() {
    LogicalType decimal = LogicalTypes.decimal(38, 2);
    Schema bytes = of(decimal, Schema.Type.BYTES);
    Schema fixed = fixed(decimal, 16);
    Stream<Arguments> ofBothKinds =
        Stream.of(
                "0.00",
                "-0.01",
                "1.28",
                "-1.28",
                "-1.29",
                "9999999999999.99",
                "-9999999999999.99",
                "10000000000000.00",
                "-92233720368547758.08",
                "92233720368547758.07",
                "92233720368547758.08",
                "-92233720368547758.09",
                "1000000000000000000000000000000.00",
                "-999999999999999999999999999999999999.99")
            .map(BigDecimal::new)
            .flatMap(value -> Stream.of(Arguments.of(bytes, value), Arguments.of(fixed, value)));
    return Stream.concat(
        ofBothKinds,
        Stream.of(
            Arguments.of(
                of(LogicalTypes.decimal(38, 22), Schema.Type.BYTES),
                new BigDecimal("-0.0000000999999999999999")),
            Arguments.of(
                of(LogicalTypes.decimal(38, 23), Schema.Type.BYTES),
                new BigDecimal("0.00000000999999999999999")),
            Arguments.of(
                of(LogicalTypes.decimal(900_000_000, 900_000_000), Schema.Type.BYTES),
                new BigDecimal(BigInteger.ONE, 900_000_000)),
            Arguments.of(fixed(LogicalTypes.decimal(2, 0), 1), new BigDecimal("-99")),
            Arguments.of(fixed(LogicalTypes.decimal(18, 0), 8), new BigDecimal("-1")),
            Arguments.of(fixed(LogicalTypes.decimal(18, 4), 9), new BigDecimal("-1.0000"))));
  }

  private static Stream<Arguments> uuids() {
    UUID uuid = new UUID(-1, 0x0123_4567_89ab_cdefL);
    return Stream.of(
        Arguments.of(of(LogicalTypes.uuid(), Schema.Type.STRING), uuid),
        Arguments.of(fixed(LogicalTypes.uuid(), 16), uuid));
  }

  private static Schema of(LogicalType type, Schema.Type of) {
    return type.addToSchema(Schema.create(of));
  }

  private static Schema fixed(LogicalType type, int size) {
    return type.addToSchema(Schema.createFixed("F", null, null, size));
  }

  @ParameterizedTest
  @MethodSource("values")
  void areWrittenAndReadBySteps(Schema of, Object value) {
    Schema schema = record(of);
    byte[] bytes = Codecs.encode(writing, schema, record(schema, value));
    assertThat(bytes).isEqualTo(avro(schema, value));
    byte[] own = Codecs.encode(writing, schema, Codecs.decode(reading, schema, bytes));
    assertThat(own).isEqualTo(bytes);
    assertThat(writing.fallbacks().values() + reading.fallbacks().values()).isZero();
  }

  @ParameterizedTest
  @MethodSource("values")
  void areReadAsAvroReadsThem(Schema of, Object value) throws Exception {
    Schema schema = record(of);
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
    Schema decimal = record(of(LogicalTypes.decimal(4, 2), Schema.Type.BYTES));
    assertThatThrownBy(() -> Codecs.decode(reading, decimal, new byte[] {0}))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> Codecs.encode(writing, decimal, record(decimal, new BigDecimal("123.45"))))
        .hasMessageContaining("precision");
    Schema micros = record(of(LogicalTypes.timestampMicros(), Schema.Type.LONG));
    assertThatThrownBy(() -> Codecs.encode(writing, micros, record(micros, Instant.MAX)))
        .hasMessageContaining("out of the range of long (timestamp-micros)");
    Schema local = record(of(LogicalTypes.localTimestampNanos(), Schema.Type.LONG));
    assertThatThrownBy(() -> Codecs.encode(writing, local, record(local, LocalDateTime.MAX)))
        .hasMessageContaining("out of the range of long (local-timestamp-nanos)");
    Schema fixed = record(fixed(LogicalTypes.decimal(4, 2), 16));
    assertThatThrownBy(() -> Codecs.encode(writing, fixed, record(fixed, new BigDecimal("123.45"))))
        .hasMessageContaining("precision");
    assertThatThrownBy(() -> Codecs.decode(reading, fixed, new byte[15]))
        .isInstanceOf(RuntimeException.class);
  }

  private Object uuid(String text) {
    Schema schema = record(of(LogicalTypes.uuid(), Schema.Type.STRING));
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[ascii.length + 1];
    bytes[0] = (byte) (ascii.length << 1);
    System.arraycopy(ascii, 0, bytes, 1, ascii.length);
    return ((GenericRecord) Codecs.decode(reading, schema, bytes)).get(0);
  }

  private static byte[] avro(Schema schema, Object value) {
    SpecificModel model = new SpecificModel(ClassFinder.none(), LogicalTypeConversions.all());
    return new AvroEncoder(new SpecificWriter(schema, model))
        .encode(record(schema, value), Codecs.NO_FRAME);
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
