// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Values of Connect that both formats carry without loss. */
final class Cases {

  private static final long DAY = 86_400_000L;

  private Cases() {}

  /** Schemas and values, by what they show. */
  static Map<String, SchemaAndValue> all() {
    Map<String, SchemaAndValue> cases = new LinkedHashMap<>();
    put(cases, "int8", Schema.INT8_SCHEMA, (byte) -12);
    put(cases, "int16", Schema.INT16_SCHEMA, (short) 1234);
    put(cases, "int32", Schema.INT32_SCHEMA, 123_456);
    put(cases, "int64", Schema.INT64_SCHEMA, 1L << 40);
    put(cases, "float32", Schema.FLOAT32_SCHEMA, 1.5f);
    put(cases, "float64", Schema.FLOAT64_SCHEMA, 1e100);
    put(cases, "boolean", Schema.BOOLEAN_SCHEMA, true);
    put(cases, "string", Schema.STRING_SCHEMA, "grün");
    put(cases, "bytes", Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, 1, -1}));
    put(cases, "optional", Schema.OPTIONAL_INT32_SCHEMA, 5);
    put(cases, "decimal", Decimal.schema(2), new BigDecimal("-1234.50"));
    put(cases, "decimal with a scale below zero", Decimal.schema(-2), new BigDecimal("12E2"));
    put(cases, "date", Date.SCHEMA, new java.util.Date(20_000 * DAY));
    put(cases, "time", Time.SCHEMA, new java.util.Date(12_345));
    put(cases, "timestamp", Timestamp.SCHEMA, new java.util.Date(1_767_225_600_123L));
    put(
        cases,
        "name, version, documentation and parameters",
        SchemaBuilder.int32()
            .name("shop.Cents")
            .version(3)
            .doc("An amount")
            .parameter("a", "b")
            .build(),
        5);
    put(cases, "array", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build(), listOfNull());
    put(
        cases,
        "map of strings",
        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build(),
        Map.of("a", 1L));
    put(
        cases,
        "map of numbers",
        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build(),
        Map.of(7, "seven"));
    put(cases, "struct", order(), anOrder());
    return cases;
  }

  private static List<String> listOfNull() {
    List<String> list = new ArrayList<>();
    list.add("a");
    list.add(null);
    return list;
  }

  private static void put(
      Map<String, SchemaAndValue> cases, String name, Schema schema, Object value) {
    cases.put(name, new SchemaAndValue(schema, value));
  }

  /** A struct with nested, optional and default fields. */
  static Schema order() {
    Schema address =
        SchemaBuilder.struct().name("shop.Address").field("city", Schema.STRING_SCHEMA).build();
    return SchemaBuilder.struct()
        .name("shop.Order")
        .version(2)
        .field("id", Schema.INT64_SCHEMA)
        .field("note", Schema.OPTIONAL_STRING_SCHEMA)
        .field("price", Decimal.builder(2).optional().build())
        .field("placed", Timestamp.SCHEMA)
        .field("count", SchemaBuilder.int16().defaultValue((short) 1).build())
        .field("address", address)
        .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
        .build();
  }

  static Struct anOrder() {
    Schema order = order();
    return new Struct(order)
        .put("id", 17L)
        .put("price", new BigDecimal("12.30"))
        .put("placed", new java.util.Date(1_767_225_600_123L))
        .put("count", (short) 2)
        .put("address", new Struct(order.field("address").schema()).put("city", "Bonn"))
        .put("tags", List.of("a", "b"));
  }
}
