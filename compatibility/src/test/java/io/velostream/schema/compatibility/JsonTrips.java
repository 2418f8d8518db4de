// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON values, validated on both ways. */
final class JsonTrips {

  private static final String WRITER = "io.velostream.schema.json.KafkaJsonSchemaSerializer";
  private static final String READER = "io.velostream.schema.json.KafkaJsonSchemaDeserializer";

  private JsonTrips() {}

  static void record(String url) {
    Map<String, Object> configs =
        Wire.configs(
            url,
            "json.fail.invalid.schema",
            true,
            "json.schema.generator",
            "strict",
            "json.write.dates.iso8601",
            true,
            "json.value.type",
            Basket.class.getName());
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      RoundTrips.thereAndBack(wire, basket());
    }
  }

  static void untyped(String url) {
    Map<String, Object> configs = Wire.configs(url, "json.untyped.schemas", true);
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("a", 1);
      value.put("b", List.of("x", true, new BigDecimal("1.25")));
      value.put("c", Map.of("d", "e"));
      byte[] bytes = wire.write(value);
      RoundTrips.requireEqual(value, wire.read(bytes));
      String json = "{\"a\":1,\"b\":[\"x\",true,1.25],\"c\":{\"d\":\"e\"}}";
      RoundTrips.requireSame(json.getBytes(UTF_8), RoundTrips.payload(bytes));
    }
  }

  static void tree(String url) throws IOException {
    Map<String, Object> configs =
        Wire.configs(
            url,
            "json.untyped.schemas",
            true,
            "json.fail.invalid.schema",
            true,
            "json.value.type",
            JsonNode.class.getName());
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      JsonNode value = new ObjectMapper().readTree("{\"a\":1,\"b\":[true,null,\"x\"],\"c\":{}}");
      RoundTrips.thereAndBack(wire, value);
    }
  }

  static void header(String url) {
    Map<String, Object> configs =
        Wire.configs(
            url,
            "value.schema.id.serializer",
            "header",
            "json.fail.invalid.schema",
            true,
            "json.schema.generator",
            "strict",
            "json.value.type",
            Basket.class.getName());
    try (Wire wire = new Wire(WRITER, READER, configs)) {
      RoundTrips.inHeader(wire, basket());
    }
  }

  private static Basket basket() {
    return new Basket(
        "n",
        3,
        RoundTrips.many(new Item("i", 1.5)),
        new TreeMap<>(Map.of("k", 1L)),
        Optional.of("o"),
        LocalDate.of(2026, 1, 2),
        new BigDecimal("12.34"),
        Kind.SECOND);
  }

  enum Kind {
    FIRST,
    SECOND
  }

  /** A part of a basket. */
  record Item(@JsonProperty("item_name") String name, double weight) {}

  /** Has what applications' records have. */
  record Basket(
      String name,
      int count,
      List<Item> items,
      Map<String, Long> numbers,
      Optional<String> note,
      LocalDate day,
      BigDecimal price,
      Kind kind) {}
}
