// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.connect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Structs as connectors make them. */
@SuppressWarnings("JavaUtilDate") // the class of Connect's values
final class ConnectShapes {

  private static final int LINES = 5;

  private ConnectShapes() {}

  /** What a connector for databases makes of a row. */
  static Struct row() {
    Schema schema =
        SchemaBuilder.struct()
            .name("shop.customers")
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field("age", Schema.OPTIONAL_INT32_SCHEMA)
            .field("score", Schema.FLOAT64_SCHEMA)
            .field("active", Schema.BOOLEAN_SCHEMA)
            .field("balance", Decimal.builder(2).optional().build())
            .field("changed", Timestamp.SCHEMA)
            .build();
    return new Struct(schema)
        .put("id", 4_711L)
        .put("name", "Ada Lovelace")
        .put("email", "ada@example.org")
        .put("age", null)
        .put("score", 12.5)
        .put("active", true)
        .put("balance", new BigDecimal("1234.50"))
        .put("changed", new java.util.Date(1_767_225_600_123L));
  }

  /** An order with lines and labels. */
  static Struct order() {
    Schema line =
        SchemaBuilder.struct()
            .name("shop.Line")
            .field("product", Schema.STRING_SCHEMA)
            .field("quantity", Schema.INT32_SCHEMA)
            .field("cents", Schema.INT64_SCHEMA)
            .build();
    Schema schema =
        SchemaBuilder.struct()
            .name("shop.Order")
            .field("id", Schema.STRING_SCHEMA)
            .field("customer", Schema.STRING_SCHEMA)
            .field("placed", Timestamp.SCHEMA)
            .field("lines", SchemaBuilder.array(line).build())
            .field("labels", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build())
            .build();
    List<Struct> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(
          new Struct(line).put("product", "product-" + i).put("quantity", i).put("cents", 995L));
    }
    return new Struct(schema)
        .put("id", "order-4711")
        .put("customer", "customer-42")
        .put("placed", new java.util.Date(1_767_225_600_123L))
        .put("lines", lines)
        .put("labels", Map.of("channel", "web", "region", "north"));
  }
}
