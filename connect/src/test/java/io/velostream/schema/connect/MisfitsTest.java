// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that do not fit are refused, with their path, and become no other value. */
class MisfitsTest {

  private static final String TOPIC = "orders";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  private <T extends Converter> T configured(T converter, String... keysAndValues) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      configs.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    converter.configure(configs, false);
    return converter;
  }

  private byte[] frame(String type, String schema, byte[] payload) {
    int id = registry.register(type, TOPIC + "-value", schema, List.of());
    return ByteBuffer.allocate(5 + payload.length).put((byte) 0).putInt(id).put(payload).array();
  }

  private Object readJson(String property, String json) {
    String schema =
        "{\"type\":\"object\",\"title\":\"T\",\"properties\":{\"a\":%s}}".formatted(property);
    byte[] data = frame("JSON", schema, "{\"a\":%s}".formatted(json).getBytes(UTF_8));
    JsonSchemaConverter converter = configured(new JsonSchemaConverter());
    return ((Struct) converter.toConnectData(TOPIC, data).value()).get("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'string'} | {'b':1} | expected a string",
        "{'type':'string'} | [1] | expected a string",
        "{'type':'number','connect.type':'float32'} | 1e300 | too large for float32",
        "{'type':'number'} | 1e400 | too large for float64",
        "{'type':'integer','connect.type':'int8'} | 300 | from -128 to 127",
        "{'type':'number','title':'org.apache.kafka.connect.data.Decimal','connect.type':'bytes',"
            + "'connect.parameters':{'scale':'2'}} | 1.55555 | more digits than the scale 2",
        "{'type':'string','connect.type':'bytes'} | 5 | bytes in Base64",
        "{'type':'array','items':{'type':'integer'}} | [1,true] | /a/1: expected an integer"
      })
  void jsonThatDoesNotFitIsRefused(String property, String json, String reason) {
    assertThatThrownBy(() -> readJson(property.replace('\'', '"'), json.replace('\'', '"')))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/a")
        .hasMessageContaining(reason);
  }

  @Test
  void jsonNumbersAndBooleansMayBeTexts() {
    assertThat(readJson("{\"type\":\"string\"}", "5")).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({"int8,300", "int8,-129", "int16,70000"})
  void avroIntegersBeyondTheirTypeAreRefused(String type, int value) {
    String schema =
        """
        {"type":"record","name":"R","fields":[{"name":"list","type":{"type":"array","items":
        {"type":"int","connect.type":"%s"}}}]}
        """
            .formatted(type);
    ByteBuffer payload = ByteBuffer.allocate(8).put((byte) 2);
    for (int rest = value << 1 ^ value >> 31; ; rest >>>= 7) {
      if (rest < 128) {
        payload.put((byte) rest).put((byte) 0);
        break;
      }
      payload.put((byte) (rest & 127 | 128));
    }
    byte[] data =
        frame("AVRO", schema, java.util.Arrays.copyOf(payload.array(), payload.position()));

    assertThatThrownBy(() -> configured(new AvroConverter()).toConnectData(TOPIC, data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/list")
        .hasMessageContaining("expected an integer from");
  }

  static Stream<Converter> converters() {
    return Stream.of(new AvroConverter(), new JsonSchemaConverter());
  }

  private static Struct order(Object price, List<?> counts) {
    Schema line =
        SchemaBuilder.struct()
            .name("com.x.Line")
            .field("price", Decimal.schema(2))
            .field("counts", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
            .build();
    Schema order =
        SchemaBuilder.struct()
            .name("com.x.Order")
            .field("lines", SchemaBuilder.array(line).build())
            .build();
    Struct good = new Struct(line).put("price", new BigDecimal("1.00")).put("counts", List.of(1));
    return new Struct(order)
        .put("lines", List.of(good, new Struct(line).put("price", price).put("counts", counts)));
  }

  @ParameterizedTest
  @MethodSource("converters")
  void failuresOfWritingNameThePath(Converter converter) {
    configured(converter);
    Struct scale = order(new BigDecimal("1.5"), List.of(1));
    Struct text = order(new BigDecimal("1.50"), List.of(1));
    counts(text).set(0, "x");

    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, scale.schema(), scale))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/lines/1/price: ")
        .hasMessageContaining("scale");
    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, text.schema(), text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/lines/1/counts/0: a value of class java.lang.String does not fit");
  }

  /** Connect checks values when they are put, but not what becomes of a list later. */
  private static List<Object> counts(Struct order) {
    Struct line = (Struct) order.getArray("lines").get(1);
    List<Object> changed = new java.util.ArrayList<>(line.getArray("counts"));
    line.put("counts", changed);
    return changed;
  }

  @ParameterizedTest
  @MethodSource("converters")
  void unionsOfTwoValuesAreRefused(Converter converter) {
    configured(converter, "generalized.sum.type.support", "true");
    Schema union =
        SchemaBuilder.struct()
            .name("connect_union_0")
            .parameter("org.apache.kafka.connect.data.Union", "connect_union_0")
            .field("connect_union_field_0", Schema.OPTIONAL_STRING_SCHEMA)
            .field("connect_union_field_1", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    Schema record = SchemaBuilder.struct().name("R").field("u", union).build();
    Struct value =
        new Struct(record)
            .put(
                "u",
                new Struct(union)
                    .put("connect_union_field_0", "a")
                    .put("connect_union_field_1", 1));

    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, record, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/u: ")
        .hasMessageContaining("two values");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void defaultsThatJsonDoesNotHaveComeBack(double initial) {
    Schema schema =
        SchemaBuilder.struct()
            .name("R")
            .field("d", SchemaBuilder.float64().defaultValue(initial).build())
            .field("f", SchemaBuilder.float32().defaultValue((float) initial).build())
            .build();
    Struct value = new Struct(schema).put("d", 1.5).put("f", 2.5f);

    converters()
        .forEach(
            converter -> {
              configured(converter);
              String topic = converter.getClass().getSimpleName();
              byte[] bytes = converter.fromConnectData(topic, schema, value);
              SchemaAndValue read = converter.toConnectData(topic, bytes);
              assertThat(((Struct) read.value()).get("d")).isEqualTo(1.5);
              assertThat(read.schema().field("d").schema().defaultValue()).isEqualTo(initial);
              assertThat(read.schema().field("f").schema().defaultValue())
                  .isEqualTo((float) initial);
            });
  }

  @Test
  void defaultsOfRecordsTakeThoseOfTheirFields() {
    String schema =
        """
        {"type":"record","name":"R","fields":[{"name":"f","default":{"y":"q"},"type":
        {"type":"record","name":"I","fields":[{"name":"x","type":"int","default":3},
        {"name":"y","type":"string"}]}}]}
        """;
    byte[] data = frame("AVRO", schema, new byte[] {2, 2, 'z'});

    SchemaAndValue read = configured(new AvroConverter()).toConnectData(TOPIC, data);

    assertThat(((Struct) read.value()).getStruct("f").get("x")).isEqualTo(1);
    Struct initial = (Struct) read.schema().field("f").schema().defaultValue();
    assertThat(initial.get("x")).isEqualTo(3);
    assertThat(initial.get("y")).isEqualTo("q");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'int','connect.type':'int8','connect.default':300} | from -128 to 127",
        "{'type':'int','connect.default':'x'} | a default of String does not fit its schema INT32",
        "[{'type':'record','name':'A','namespace':'x','fields':[]},"
            + "{'type':'record','name':'A','namespace':'y','fields':[]}]"
            + " | enhanced.avro.schema.support=true"
      })
  void schemasThatConnectCannotHaveSayWhy(String field, String reason) {
    String schema =
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":%s}]}"
            .formatted(field.replace('\'', '"'));
    byte[] data = frame("AVRO", schema, new byte[] {2});

    assertThatThrownBy(() -> configured(new AvroConverter()).toConnectData(TOPIC, data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void namesThatBecomeOneSayWhy() {
    Schema schema =
        SchemaBuilder.struct()
            .name("C")
            .field("a-b", Schema.STRING_SCHEMA)
            .field("a_b", Schema.STRING_SCHEMA)
            .build();
    Struct value = new Struct(schema).put("a-b", "1").put("a_b", "2");
    AvroConverter converter = configured(new AvroConverter(), "scrub.invalid.names", "true");

    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, schema, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a_b")
        .hasMessageContaining("names that differ in replaced characters only")
        .hasMessageNotContaining("=true replaces");
  }
}
