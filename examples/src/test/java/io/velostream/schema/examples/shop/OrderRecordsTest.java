// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class OrderRecordsTest {
  private final OrderRecords orders = new OrderRecords(42);

  @Test
  void givesTheSameRecordsForTheSameSeedOnly() {
    List<GenericRecord> first = orders.records(50).toList();

    assertThat(new OrderRecords(42).records(50).toList()).isEqualTo(first);
    assertThat(orders.record(49)).isEqualTo(first.get(49));
    assertThat(new OrderRecords(43).records(50).toList()).doesNotContainAnyElementsOf(first);
  }

  @Test
  void givesRecordsThatSurviveAvrosEncoding() throws IOException {
    for (GenericRecord order : orders.records(200).toList()) {
      assertThat(GenericData.get().validate(orders.schema(), order)).isTrue();
      assertThat(decoded(encoded(order))).isEqualTo(order);
    }
  }

  @Test
  void hasOrdersWithAndWithoutEachOptionalThing() {
    List<GenericRecord> all = orders.records(200).toList();

    for (String field : List.of("shipping", "note")) {
      assertThat(all.stream().map(order -> order.get(field) == null).collect(Collectors.toSet()))
          .as(field)
          .hasSize(2);
    }
    assertThat(all.stream().map(order -> order.get("status").toString()).distinct()).hasSize(4);
    assertThat(all.stream().map(order -> ((List<?>) order.get("items")).size()).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void refersOnlyToPartsBefore() {
    Schema.Parser parser = new Schema.Parser();
    for (Part part : OrderRecords.parts("orders-value")) {
      part.references().forEach(use -> assertThat(parser.getTypes()).containsKey(use.name()));
      parser.parse(part.text());
    }

    assertThat(parser.getTypes().get("io.velostream.shop.Order")).isEqualTo(orders.schema());
  }

  private static byte[] encoded(GenericRecord order) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(order.getSchema()).write(order, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private GenericRecord decoded(byte[] bytes) throws IOException {
    return new GenericDatumReader<GenericRecord>(orders.schema())
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }
}
