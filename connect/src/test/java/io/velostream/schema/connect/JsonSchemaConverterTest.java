// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonSchemaConverterTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  private JsonSchemaConverter converter(String... keysAndValues) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      configs.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    JsonSchemaConverter converter = new JsonSchemaConverter();
    converter.configure(configs, false);
    return converter;
  }

  private byte[] data(String subject, String schema, String json, SchemaReference... references) {
    int id = registry.register("JSON", subject, schema, List.of(references));
    byte[] text = json.getBytes(UTF_8);
    return ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(id).put(text).array();
  }

  private String registered(String subject) throws Exception {
    URI uri = URI.create(registry.url() + "/subjects/" + subject + "/versions/1/schema");
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }

  static Stream<Arguments> texts() {
    Schema order =
        SchemaBuilder.struct()
            .name("shop.Order")
            .version(2)
            .doc("An order")
            .field("id", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("count", SchemaBuilder.int16().defaultValue((short) 1).build())
            .build();
    Schema color =
        SchemaBuilder.string()
            .parameter("org.apache.kafka.connect.data.Enum", "Color")
            .parameter("org.apache.kafka.connect.data.Enum.RED", "0")
            .build();
    return Stream.of(
        Arguments.of(
            order,
            new Struct(order).put("id", 1L).put("count", (short) 2),
            """
            {"type":"object","properties":{
            "id":{"type":"integer","connect.type":"int64","connect.index":0},
            "note":{"oneOf":[{"type":"null"},{"type":"string"}],"connect.index":1},
            "count":{"type":"integer","connect.type":"int16","default":1,"connect.index":2}},
            "title":"shop.Order","connect.version":2,"description":"An order"}\
            """),
        Arguments.of(
            SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.BOOLEAN_SCHEMA).build(),
            Map.of(1, true),
            """
            {"type":"array","connect.type":"map","items":{"type":"object","properties":{
            "key":{"type":"integer","connect.type":"int32","connect.index":0},
            "value":{"type":"boolean","connect.index":1}}}}\
            """),
        Arguments.of(
            Decimal.builder(2).optional().build(),
            new java.math.BigDecimal("1.25"),
            """
            {"oneOf":[{"type":"null"},{"type":"number","connect.type":"bytes",
            "title":"org.apache.kafka.connect.data.Decimal","connect.version":1,
            "connect.parameters":{"scale":"2"}}]}\
            """),
        Arguments.of(
            color,
            "RED",
            """
            {"type":"string","enum":["RED"],"connect.parameters":{
            "org.apache.kafka.connect.data.Enum":"Color",
            "org.apache.kafka.connect.data.Enum.RED":"0"}}\
            """));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void schemasHaveTheKeywordsThatAreCustomary(Schema schema, Object value, String text)
      throws Exception {
    try (JsonSchemaConverter converter =
        converter("decimal.format", "NUMERIC", "generalized.sum.type.support", "true")) {
      byte[] bytes = converter.fromConnectData("t", schema, value);

      assertThat(registered("t-value")).isEqualTo(text.replace("\n", ""));
      assertThat(converter.toConnectData("t", bytes).value()).isEqualTo(value);
    }
  }

  @Test
  void objectsThatContainThemselvesAreStructsThatDo() throws Exception {
    String node =
        """
        {"type": "object", "title": "Node", "properties": {
          "v": {"type": "integer"},
          "next": {"oneOf": [{"type": "null"}, {"$ref": "#"}]},
          "others": {"type": "array", "items": {"$ref": "#"}}}}
        """;
    String json = "{\"v\":1,\"next\":{\"v\":2,\"next\":null,\"others\":[]},\"others\":[{\"v\":3}]}";
    try (JsonSchemaConverter converter = converter("use.optional.for.nonrequired", "true")) {
      SchemaAndValue read = converter.toConnectData("nodes", data("nodes-value", node, json));

      Struct struct = (Struct) read.value();
      assertThat(struct.getStruct("next").getInt64("v")).isEqualTo(2);
      assertThat(((Struct) struct.getArray("others").get(0)).getInt64("v")).isEqualTo(3);
      byte[] again = converter.fromConnectData("copies", read.schema(), struct);
      assertThat(registered("copies-value")).contains("\"$ref\":\"#/definitions/Node\"");
      assertThat(converter.toConnectData("copies", again).value()).hasToString(struct.toString());
    }
  }

  @Test
  void schemasOfBuildersThatContainThemselvesAreWritten() {
    SchemaBuilder node = SchemaBuilder.struct().optional();
    node.field("v", Schema.INT32_SCHEMA).field("next", node);
    Struct struct = new Struct(node).put("v", 1).put("next", new Struct(node).put("v", 2));
    try (JsonSchemaConverter converter = converter("json.fail.invalid.schema", "true")) {
      SchemaAndValue read =
          converter.toConnectData("nodes", converter.fromConnectData("nodes", node, struct));

      assertThat(((Struct) read.value()).getStruct("next").getInt32("v")).isEqualTo(2);
    }
  }

  @Test
  void arraysThatContainThemselvesAreRefused() {
    byte[] data = data("a-value", "{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}", "[[]]");
    try (JsonSchemaConverter converter = converter()) {
      assertThatThrownBy(() -> converter.toConnectData("a", data))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("contains itself");
    }
  }

  @Test
  void referencesToOtherDocumentsAreFollowed() {
    registry.register(
        "JSON",
        "address",
        "{\"type\":\"object\",\"title\":\"Address\",\"properties\":{\"city\":{\"$ref\":"
            + "\"#/definitions/City\"}},\"definitions\":{\"City\":{\"type\":\"string\"}}}",
        List.of());
    byte[] data =
        data(
            "orders-value",
            "{\"type\":\"object\",\"title\":\"Order\",\"properties\":{\"to\":{\"$ref\":"
                + "\"address.json\"}}}",
            "{\"to\":{\"city\":\"Bonn\"}}",
            new SchemaReference("address.json", "address", 1));
    try (JsonSchemaConverter converter = converter()) {
      Struct order = (Struct) converter.toConnectData("orders", data).value();

      assertThat(order.getStruct("to").getString("city")).isEqualTo("Bonn");
      assertThat(order.getStruct("to").schema().name()).isEqualTo("Address");
    }
  }

  @Test
  void partsOfSchemasAreMerged() {
    byte[] data =
        data(
            "orders-value",
            """
            {"title": "Order", "allOf": [
              {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]},
              {"$ref": "#/definitions/noted"}],
             "definitions": {"noted": {"properties": {"note": {"type": "string"}}}}}
            """,
            "{\"id\":5,\"note\":\"soon\"}");
    try (JsonSchemaConverter converter = converter("use.optional.for.nonrequired", "true")) {
      Struct order = (Struct) converter.toConnectData("orders", data).value();

      assertThat(order.schema().field("id").schema().isOptional()).isFalse();
      assertThat(order.schema().field("note").schema().isOptional()).isTrue();
      assertThat(order).hasToString("Struct{id=5,note=soon}");
    }
  }

  @Test
  void valuesOfUnionsAreThoseOfTheBranchThatFitsBest() {
    String union =
        """
        {"oneOf": [
          {"type": "object", "title": "A", "properties": {"a": {"type": "string"}}},
          {"type": "object", "title": "B", "properties": {
            "b": {"type": "string"}, "c": {"type": "integer"}}},
          {"type": "integer"}, {"type": "number"}, {"type": "string"}]}
        """;
    try (JsonSchemaConverter converter = converter("use.optional.for.nonrequired", "true")) {
      assertThat(branch(converter, union, "{\"b\":\"x\"}")).isEqualTo("1");
      assertThat(branch(converter, union, "{\"a\":\"x\",\"d\":1}")).isEqualTo("0");
      assertThat(branch(converter, union, "5")).isEqualTo("2");
      assertThat(branch(converter, union, "5.5")).isEqualTo("3");
      assertThat(branch(converter, union, "\"5\"")).isEqualTo("4");
    }
  }

  private String branch(JsonSchemaConverter converter, String union, String json) {
    Struct struct = (Struct) converter.toConnectData("u", data("u-value", union, json)).value();
    return struct.schema().fields().stream()
        .filter(field -> struct.get(field) != null)
        .map(field -> field.name().replace("io.confluent.connect.json.OneOf.field.", ""))
        .reduce("", String::concat);
  }

  @Test
  void unionsMayHaveTheFormOfAllFormats() {
    String schema = "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}]}";
    try (JsonSchemaConverter converter = converter("generalized.sum.type.support", "true")) {
      SchemaAndValue read = converter.toConnectData("u", data("u-value", schema, "\"x\""));

      assertThat(read.schema().name()).isEqualTo("connect_union_0");
      assertThat(((Struct) read.value()).getString("connect_union_field_1")).isEqualTo("x");
      byte[] again = converter.fromConnectData("copies", read.schema(), read.value());
      assertThat(new String(again, 5, again.length - 5, UTF_8)).isEqualTo("\"x\"");
    }
  }

  @Test
  void unionsOfOneBranchAreStructsIfAsked() {
    byte[] data = data("u-value", "{\"oneOf\":[{\"type\":\"string\"}]}", "\"x\"");
    try (JsonSchemaConverter flat = converter();
        JsonSchemaConverter struct = converter("flatten.singleton.unions", "false")) {
      assertThat(flat.toConnectData("u", data).value()).isEqualTo("x");
      assertThat(struct.toConnectData("u", data).value())
          .hasToString("Struct{io.confluent.connect.json.OneOf.field.0=x}");
    }
  }

  @Test
  void optionalFieldsStayNullIfAsked() {
    Schema schema =
        SchemaBuilder.struct()
            .field("a", SchemaBuilder.string().optional().defaultValue("x").build())
            .build();
    Struct struct = new Struct(schema).put("a", null);
    try (JsonSchemaConverter plain = converter();
        JsonSchemaConverter ignoring = converter("ignore.default.for.nullables", "true")) {
      assertThat(new String(plain.fromConnectData("t", schema, struct), UTF_8)).endsWith("\"x\"}");
      assertThat(new String(ignoring.fromConnectData("t", schema, struct), UTF_8))
          .endsWith("{\"a\":null}");
    }
  }

  static Stream<Object> valuesWithoutSchema() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", 1L);
    map.put("b", List.of("x", 2L, 1.5, true, Map.of("c", "d")));
    map.put("c", null);
    return Stream.of("text", 6L, 2.5, true, map, List.of(), Map.of());
  }

  @ParameterizedTest
  @MethodSource("valuesWithoutSchema")
  void valuesWithoutSchemaComeBackWithoutOne(Object value) {
    try (JsonSchemaConverter converter = converter()) {
      byte[] bytes = converter.fromConnectData("any", null, value);

      assertThat(converter.toConnectData("any", bytes)).isEqualTo(new SchemaAndValue(null, value));
      assertThatThrownBy(() -> converter.fromConnectData("any", null, new Object()))
          .isInstanceOf(DataException.class);
    }
  }
}
