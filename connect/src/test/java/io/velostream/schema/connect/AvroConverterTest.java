// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table of {@link AvroCasesTest} cannot say: recursion, other schemas, refusals. */
class AvroConverterTest {

  private static final String NODE =
      """
      {"type": "record", "name": "shop.Node", "doc": "A node", "fields": [
        {"name": "v", "type": "int"},
        {"name": "next", "type": ["null", "shop.Node"], "default": null},
        {"name": "others", "type": {"type": "array", "items": "shop.Node"}, "default": []}]}
      """;

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  private Map<String, Object> configs(String... keysAndValues) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      configs.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return configs;
  }

  private AvroConverter converter(String... keysAndValues) {
    AvroConverter converter = new AvroConverter();
    converter.configure(configs(keysAndValues), false);
    return converter;
  }

  private byte[] written(String topic, GenericRecord record) {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs(), false);
      return serializer.serialize(topic, record);
    }
  }

  private static org.apache.avro.Schema avro(String text) {
    return new org.apache.avro.Schema.Parser().parse(text);
  }

  private static GenericRecord node(org.apache.avro.Schema schema, int value, GenericRecord next) {
    GenericRecord node = new GenericData.Record(schema);
    node.put("v", value);
    node.put("next", next);
    node.put("others", next == null ? List.of() : List.of(next));
    return node;
  }

  @Test
  void recordsThatContainThemselvesAreStructsThatDo() {
    org.apache.avro.Schema schema = avro(NODE);
    GenericRecord node = node(schema, 1, node(schema, 2, node(schema, 3, null)));
    try (AvroConverter converter = converter();
        AvroConverter other = converter();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      byte[] bytes = written("nodes", node);

      SchemaAndValue read = converter.toConnectData("nodes", bytes);

      Struct struct = (Struct) read.value();
      Schema next = read.schema().field("next").schema();
      assertThat(next.isOptional()).isTrue();
      assertThat(next.name()).isEqualTo("shop.Node");
      assertThat(next.field("next").schema()).isEqualTo(next);
      assertThat(struct.getStruct("next").getStruct("next").getInt32("v")).isEqualTo(3);
      assertThat(struct.getArray("others")).hasSize(1);
      assertThat(read).isEqualTo(other.toConnectData("nodes", bytes));
      assertThat(read.hashCode()).isEqualTo(other.toConnectData("nodes", bytes).hashCode());
      deserializer.configure(configs(), false);
      byte[] again = other.fromConnectData("copies", read.schema(), struct);
      assertThat(deserializer.deserialize("copies", again)).hasToString(node.toString());
      Struct made =
          new Struct(read.schema())
              .put("v", 7)
              .put("next", new Struct(next).put("v", 8).put("others", List.of()))
              .put("others", List.of());
      byte[] ofMade = converter.fromConnectData("copies", read.schema(), made);
      assertThat(converter.toConnectData("copies", ofMade).value()).isEqualTo(made);
    }
  }

  @Test
  void schemasOfBuildersThatContainThemselvesAreWritten() {
    SchemaBuilder node = SchemaBuilder.struct().name("shop.Node").optional();
    node.field("v", Schema.INT32_SCHEMA).field("next", node);
    Struct struct = new Struct(node).put("v", 1).put("next", new Struct(node).put("v", 2));
    try (AvroConverter converter = converter()) {
      SchemaAndValue read =
          converter.toConnectData("nodes", converter.fromConnectData("nodes", node, struct));

      assertThat(((Struct) read.value()).getStruct("next").getInt32("v")).isEqualTo(2);
      assertThat(((Struct) read.value()).getStruct("next").get("next")).isNull();
    }
  }

  @Test
  void valuesThatNestTooDeepAreRefused() {
    org.apache.avro.Schema schema = avro(NODE);
    try (AvroConverter converter = converter()) {
      Schema connect = converter.toConnectData("n", written("n", node(schema, 0, null))).schema();
      Schema next = connect.field("next").schema();
      Struct struct = new Struct(next).put("v", 0).put("others", List.of());
      for (int i = 0; i < 510; i++) {
        struct = new Struct(next).put("v", i).put("others", List.of()).put("next", struct);
      }
      Struct deep = new Struct(connect).put("v", 1).put("others", List.of()).put("next", struct);

      assertThatThrownBy(() -> converter.fromConnectData("n", connect, deep))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("nest");
    }
  }

  static Stream<Object> valuesWithoutSchema() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", 1L);
    map.put("b", List.of("x", 2, 1.5, true, Map.of("c", 1.5f)));
    map.put("c", null);
    List<Object> list = new ArrayList<>();
    list.add(null);
    list.add(List.of());
    list.add(Map.of());
    return Stream.of("text", 5, 6L, 1.5f, 2.5, true, map, list, Map.of(7, "seven"));
  }

  @ParameterizedTest
  @MethodSource("valuesWithoutSchema")
  void valuesWithoutSchemaComeBackWithoutOne(Object value) {
    try (AvroConverter converter = converter()) {
      byte[] bytes = converter.fromConnectData("any", null, value);

      assertThat(converter.toConnectData("any", bytes)).isEqualTo(new SchemaAndValue(null, value));
      assertThat(registry.versions("any-value")).hasSize(1);
    }
  }

  @Test
  void valuesWithoutSchemaHaveTypesThatAvroKnows() {
    try (AvroConverter converter = converter()) {
      assertThat(converter.fromConnectData("any", null, null)).isNull();
      assertThatThrownBy(() -> converter.fromConnectData("any", null, List.of(new Object())))
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void defaultsOfRecordsAreStructs() {
    org.apache.avro.Schema schema =
        avro(
            """
            {"type": "record", "name": "A", "fields": [
              {"name": "i", "type": "int"},
              {"name": "o", "type": {"type": "record", "name": "O", "fields": [
                {"name": "n", "type": "int", "default": 4}]}, "default": {"n": 9}},
              {"name": "u", "type": ["int", "string"], "default": 7}]}
            """);
    GenericRecord record = new GenericData.Record(schema);
    GenericRecord inner = new GenericData.Record(schema.getField("o").schema());
    inner.put("n", 1);
    record.put("i", 1);
    record.put("o", inner);
    record.put("u", "x");
    try (AvroConverter converter = converter()) {
      Schema read = converter.toConnectData("a", written("a", record)).schema();

      assertThat(((Struct) read.field("o").schema().defaultValue()).getInt32("n")).isEqualTo(9);
      assertThat(((Struct) read.field("u").schema().defaultValue()).getInt32("int")).isEqualTo(7);
      assertThat(read.field("o").schema().field("n").schema().defaultValue()).isEqualTo(4);
    }
  }

  @Test
  void valuesAreWrittenWithTheLatestVersion() {
    registry.register(
        "orders-value",
        """
        {"type": "record", "name": "Order", "namespace": "shop", "fields": [
          {"name": "count", "type": "long"},
          {"name": "note", "type": ["null", "string"], "default": null},
          {"name": "source", "type": "string", "default": "web"}]}
        """);
    Schema schema =
        SchemaBuilder.struct()
            .name("shop.Order")
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("count", Schema.INT32_SCHEMA)
            .build();
    Struct order = new Struct(schema).put("count", 5).put("note", "soon");
    try (AvroConverter converter =
        converter("auto.register.schemas", "false", "use.latest.version", "true")) {
      SchemaAndValue read =
          converter.toConnectData("orders", converter.fromConnectData("orders", schema, order));

      assertThat(((Struct) read.value()).getInt64("count")).isEqualTo(5);
      assertThat(((Struct) read.value()).getString("note")).isEqualTo("soon");
      assertThat(((Struct) read.value()).getString("source")).isEqualTo("web");
      assertThat(registry.versions("orders-value")).hasSize(1);
    }
  }

  @Test
  void schemasWithReferencesAreRead() {
    String address =
        "{\"type\":\"record\",\"name\":\"shop.Address\",\"fields\":[{\"name\":\"city\",\"type\":"
            + "\"string\"}]}";
    registry.register("address", address);
    int id =
        registry.register(
            "orders-value",
            "{\"type\":\"record\",\"name\":\"shop.Order\",\"fields\":[{\"name\":\"to\",\"type\":"
                + "\"shop.Address\"}]}",
            new SchemaReference("shop.Address", "address", 1));
    byte[] bytes = {0, 0, 0, 0, (byte) id, 8, 'B', 'o', 'n', 'n'};
    try (AvroConverter converter = converter()) {
      Struct order = (Struct) converter.toConnectData("orders", bytes).value();

      assertThat(order.getStruct("to").getString("city")).isEqualTo("Bonn");
      assertThat(order.getStruct("to").schema().name()).isEqualTo("shop.Address");
    }
  }

  @Test
  void structsOfAnotherSchemaThanTheRecordAreRefused() {
    Schema schema = SchemaBuilder.struct().name("A").field("a", Schema.STRING_SCHEMA).build();
    Schema other = SchemaBuilder.struct().name("A").field("b", Schema.STRING_SCHEMA).build();
    Struct struct = new Struct(other).put("b", "x");
    try (AvroConverter converter = converter()) {
      assertThatThrownBy(() -> converter.fromConnectData("a", schema, struct))
          .isInstanceOf(DataException.class);
      assertThatThrownBy(() -> converter.fromConnectData("b", Schema.INT32_SCHEMA, "text"))
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void payloadsThatAreCutOffAreRefused() {
    try (AvroConverter converter = converter()) {
      byte[] bytes = converter.fromConnectData("orders", Cases.order(), Cases.anOrder());
      for (int length = 5; length < bytes.length; length++) {
        byte[] cut = java.util.Arrays.copyOf(bytes, length);

        assertThatThrownBy(() -> converter.toConnectData("orders", cut))
            .isInstanceOf(DataException.class);
      }
    }
  }
}
