// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.logical;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Priced;
import io.velostream.schema.event.CodecFallbacks;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JDK classes that generated classes hold, and Avro writes as text. */
class GeneratedTextTest {

  private static ClassSecurityValidator.ClassSecurityPredicate trusted;

  /** Avro's own readers and writers trust no class without being told to. */
  @BeforeAll
  static void trustTheClassesHere() {
    trusted = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(type -> true);
  }

  @AfterAll
  static void trustAsBefore() {
    ClassSecurityValidator.setGlobal(trusted);
  }

  private static Priced priced() throws Exception {
    return new Priced(
        new BigDecimal("12.340"),
        new BigInteger("123456789012345678901234567890"),
        URI.create("a:b"),
        new URL("http://127.0.0.1/x"),
        new File("/a/b"),
        List.of(new BigDecimal("1.5"), new BigDecimal("-0.00")),
        Map.of(BigInteger.TEN, BigDecimal.ONE));
  }

  @Test
  void areWrittenAndReadByStepsAsByAvro() throws Exception {
    Schema schema = Priced.getClassSchema();
    Priced value = priced();
    byte[] ofAvro = LogicalPlaces.written(new SpecificDatumWriter<>(schema), value);
    AvroCodec writing = writing();
    AvroCodec reading = reading(AvroKeys.VALUE_TYPE, Priced.class);

    for (int i = 0; i < 300; i++) { // classes are made after a while
      assertThat(Codecs.encode(writing, schema, value)).isEqualTo(ofAvro);
      Priced read = (Priced) Codecs.decode(reading, schema, ofAvro);
      assertThat(read).isEqualTo(value);
      assertThat(read.getNamed()).isEqualTo(value.getNamed());
    }
    assertThat(LogicalPlaces.read(new SpecificDatumReader<>(Priced.class), ofAvro))
        .isEqualTo(value);
    assertThat(writing.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    assertThat(reading.fallbacks()).isEqualTo(CodecFallbacks.NONE);
  }

  @Test
  void areReadAsTextByAGenericReader() throws Exception {
    Schema schema = Priced.getClassSchema();
    byte[] payload = Codecs.encode(writing(), schema, priced());

    GenericRecord read = (GenericRecord) Codecs.decode(reading(), schema, payload);

    assertThat(read.get("price")).hasToString("12.340");
    assertThat(read.get("prices")).hasToString("[1.5, 0.00]");
  }
}
