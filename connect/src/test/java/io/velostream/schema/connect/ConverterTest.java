// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverterTest {

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  private <C extends Converter> C configured(C converter, String... keysAndValues) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("converter.type", "value");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      configs.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    converter.configure(configs, false);
    return converter;
  }

  static Stream<Arguments> cases() {
    return Cases.all().entrySet().stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void avroKeepsSchemaAndValue(String name, SchemaAndValue given) {
    try (AvroConverter converter = configured(new AvroConverter())) {
      byte[] bytes = converter.fromConnectData("topic", given.schema(), given.value());

      SchemaAndValue read = converter.toConnectData("topic", bytes);
      assertThat(read.value()).hasToString(String.valueOf(given.value()));
      assertThat(withoutFlags(read)).isEqualTo(withoutFlags(given));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void jsonSchemaKeepsSchemaAndValue(String name, SchemaAndValue given) {
    try (JsonSchemaConverter converter = configured(new JsonSchemaConverter())) {
      byte[] bytes = converter.fromConnectData("topic", given.schema(), given.value());

      assertThat(converter.toConnectData("topic", bytes)).isEqualTo(given);
    }
  }

  /** The text of a schema, but for the mark of defaults that come from fields of Avro. */
  private static Object withoutFlags(SchemaAndValue data) {
    if (data.schema().type() != Schema.Type.STRUCT) {
      return data;
    }
    return data.schema().fields().stream()
        .map(
            field ->
                List.of(
                    field.name(),
                    field.schema().type(),
                    field.schema().isOptional(),
                    String.valueOf(field.schema().name()),
                    String.valueOf(field.schema().version()),
                    String.valueOf(field.schema().defaultValue()),
                    String.valueOf(((Struct) data.value()).get(field))))
        .toList();
  }

  @Test
  void nullsAreTombstones() {
    try (AvroConverter converter = configured(new AvroConverter())) {
      assertThat(converter.fromConnectData("topic", null, null)).isNull();
      assertThat(converter.fromConnectData("topic", Schema.OPTIONAL_STRING_SCHEMA, null)).isNull();
      assertThat(converter.toConnectData("topic", null)).isEqualTo(SchemaAndValue.NULL);
      assertThatThrownBy(() -> converter.fromConnectData("topic", Schema.STRING_SCHEMA, null))
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void recordsOfTheAvroSerializerAreStructs() {
    org.apache.avro.Schema schema =
        SchemaBuilder.record("shop.Part")
            .fields()
            .requiredString("name")
            .name("kind")
            .type()
            .enumeration("Kind")
            .symbols("A", "B")
            .noDefault()
            .name("size")
            .type()
            .unionOf()
            .intType()
            .and()
            .stringType()
            .endUnion()
            .noDefault()
            .name("code")
            .type()
            .fixed("Code")
            .size(2)
            .noDefault()
            .optionalLong("weight")
            .endRecord();
    GenericRecord part = new GenericData.Record(schema);
    part.put("name", "bolt");
    part.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"));
    part.put("size", "large");
    part.put("code", new GenericData.Fixed(schema.getField("code").schema(), new byte[] {1, 2}));
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        AvroConverter converter =
            configured(new AvroConverter(), "enhanced.avro.schema.support", "true")) {
      Map<String, Object> configs = Map.of("schema.registry.url", registry.url());
      serializer.configure(configs, false);
      deserializer.configure(configs, false);

      SchemaAndValue read = converter.toConnectData("parts", serializer.serialize("parts", part));

      Struct struct = (Struct) read.value();
      assertThat(read.schema().name()).isEqualTo("shop.Part");
      assertThat(struct.getString("kind")).isEqualTo("B");
      assertThat(struct.getStruct("size").getString("string")).isEqualTo("large");
      assertThat(struct.getBytes("code")).containsExactly(1, 2);
      assertThat(struct.get("weight")).isNull();
      assertThat(read.schema().field("kind").schema().parameters())
          .containsEntry("io.confluent.connect.avro.Enum", "shop.Kind")
          .containsEntry("io.confluent.connect.avro.Enum.A", "A");
      byte[] again = converter.fromConnectData("copies", read.schema(), struct);
      assertThat(deserializer.deserialize("copies", again)).hasToString(part.toString());
    }
  }

  @Test
  void namesThatAvroDoesNotAllowAreScrubbedIfAsked() {
    Schema schema =
        org.apache.kafka.connect.data.SchemaBuilder.struct()
            .name("my-shop.Order 1")
            .field("a-b", Schema.INT32_SCHEMA)
            .build();
    Struct struct = new Struct(schema).put("a-b", 1);
    try (AvroConverter plain = configured(new AvroConverter());
        AvroConverter scrubbing = configured(new AvroConverter(), "scrub.invalid.names", "true")) {
      assertThatThrownBy(() -> plain.fromConnectData("topic", schema, struct))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("my-shop");

      SchemaAndValue read =
          scrubbing.toConnectData("topic", scrubbing.fromConnectData("topic", schema, struct));
      assertThat(((Struct) read.value()).get("a_b")).isEqualTo(1);
      assertThat(read.schema().name()).isEqualTo("my-shop.Order 1");
    }
  }

  @Test
  void idsMayBeInHeaders() {
    RecordHeaders headers = new RecordHeaders();
    try (AvroConverter converter =
        configured(new AvroConverter(), "value.schema.id.serializer", "header")) {
      byte[] bytes = converter.fromConnectData("topic", headers, Schema.STRING_SCHEMA, "a");

      assertThat(bytes).containsExactly(2, 'a');
      assertThat(converter.toConnectData("topic", headers, bytes).value()).isEqualTo("a");
    }
  }

  @Test
  void withoutMetaDataAvroSchemasAreBare() {
    try (AvroConverter converter = configured(new AvroConverter(), "connect.meta.data", "false")) {
      byte[] bytes = converter.fromConnectData("topic", Cases.order(), Cases.anOrder());

      assertThat(converter.toConnectData("topic", bytes).schema().version()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decimalsOfJsonMayBeNumbers(boolean isNumeric) {
    SchemaAndValue decimal = Cases.all().get("decimal");
    try (JsonSchemaConverter converter =
        configured(new JsonSchemaConverter(), "decimal.format", isNumeric ? "NUMERIC" : "BASE64")) {
      byte[] bytes = converter.fromConnectData("topic", decimal.schema(), decimal.value());

      assertThat(new String(bytes, 5, bytes.length - 5, java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(isNumeric ? "-1234.50" : "\"/h3G\"");
      assertThat(converter.toConnectData("topic", bytes)).isEqualTo(decimal);
    }
  }

  @Test
  void failuresSayWhetherToTryAgain() {
    try (AvroConverter converter =
        configured(new AvroConverter(), "max.retries", "0", "schema.lookup.timeout.ms", "2000")) {
      assertThatThrownBy(() -> converter.toConnectData("topic", new byte[] {9, 9}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("topic");
      assertThatThrownBy(() -> converter.fromConnectData("topic", null, new Object()))
          .isInstanceOf(DataException.class);

      registry.stop();

      assertThatThrownBy(() -> converter.fromConnectData("new", Schema.STRING_SCHEMA, "a"))
          .isInstanceOf(RetriableException.class);
    }
  }

  @Test
  void refusesWrongConfigurationsAndUseWithoutOne() {
    AvroConverter converter = new AvroConverter();

    assertThatThrownBy(() -> converter.toConnectData("topic", new byte[0]))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> configured(new AvroConverter(), "connect.meta.data", "perhaps"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("connect.meta.data");
    assertThat(converter.config().names()).contains("schema.config.file", "scrub.invalid.names");
  }
}
