// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import io.velostream.schema.connect.AvroConverter;
import io.velostream.schema.connect.JsonSchemaConverter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.storage.Converter;

/** Structs and values without a schema, by the converters of Kafka Connect. */
final class ConnectTrip {

  private static final String TOPIC = "connect";

  private ConnectTrip() {}

  static void inBothFormats(String url) {
    Map<String, Object> configs = Wire.configs(url, "converter.type", "value");
    try (AvroConverter avro = new AvroConverter();
        JsonSchemaConverter json = new JsonSchemaConverter()) {
      avro.configure(configs, false);
      json.configure(configs, false);
      for (Converter each : List.of(avro, json)) {
        String topic = TOPIC + each.getClass().getSimpleName();
        Struct order = order();
        thereAndBack(each, topic, new SchemaAndValue(order.schema(), order));
        thereAndBack(each, topic + "any", new SchemaAndValue(null, Map.of("a", List.of(1L, "b"))));
      }
    }
  }

  private static void thereAndBack(Converter converter, String topic, SchemaAndValue given) {
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes = converter.fromConnectData(topic, headers, given.schema(), given.value());
    SchemaAndValue read = converter.toConnectData(topic, headers, bytes);
    RoundTrips.requireEqual(given.value(), read.value());
    RoundTrips.requireSame(
        bytes, converter.fromConnectData(topic, headers, read.schema(), read.value()));
  }

  private static Struct order() {
    Schema line = SchemaBuilder.struct().name("shop.Line").field("n", Schema.INT16_SCHEMA).build();
    Schema order =
        SchemaBuilder.struct()
            .name("shop.Order")
            .field("id", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("price", Decimal.builder(2).optional().build())
            .field("placed", Timestamp.SCHEMA)
            .field("lines", SchemaBuilder.array(line).build())
            .field("rank", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .build();
    return new Struct(order)
        .put("id", 17L)
        .put("price", new BigDecimal("12.30"))
        .put("placed", new java.util.Date(1_767_225_600_123L))
        .put("lines", List.of(new Struct(line).put("n", (short) 3)))
        .put("rank", Map.of(7, "seven"));
  }
}
