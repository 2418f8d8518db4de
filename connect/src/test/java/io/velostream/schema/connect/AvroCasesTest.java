// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mapping between Connect and Avro as {@code avro-cases.json} has it. A case has schemas and
 * values of Connect in the form of Connect's JSON converter, the Avro schema in the order of its
 * properties, and bytes. The module peers/converters compares the file with the results of another
 * converter; a case says in {@code peer} why that has another result.
 */
class AvroCasesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonConverter CONNECT = jsonConverter(true);
  private static final JsonConverter BARE = jsonConverter(false);

  private static EmbeddedSchemaRegistry registry;

  @BeforeAll
  static void open() {
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterAll
  static void close() {
    registry.close();
  }

  private static JsonConverter jsonConverter(boolean hasSchemas) {
    JsonConverter converter = new JsonConverter();
    converter.configure(
        Map.of(
            "converter.type", "value",
            "schemas.enable", String.valueOf(hasSchemas),
            "replace.null.with.default", "false"),
        false);
    return converter;
  }

  private static Stream<Arguments> cases(String direction) throws Exception {
    try (InputStream in = AvroCasesTest.class.getResourceAsStream("/avro-cases.json")) {
      JsonNode cases = JSON.readTree(in).get(direction);
      return StreamSupport.stream(cases.spliterator(), false)
          .map(each -> Arguments.of(each.get("name").asText(), each));
    }
  }

  static Stream<Arguments> fromConnect() throws Exception {
    return cases("fromConnect");
  }

  static Stream<Arguments> toConnect() throws Exception {
    return cases("toConnect");
  }

  private static AvroConverter converter(JsonNode given) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    given.get("options").properties().forEach(e -> configs.put(e.getKey(), e.getValue().asText()));
    AvroConverter converter = new AvroConverter();
    converter.configure(configs, false);
    return converter;
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  private static SchemaAndValue connectValue(JsonNode given) {
    return given.get("schema").isNull()
        ? BARE.toConnectData("topic", bytes(given.get("value")))
        : CONNECT.toConnectData(
            "topic",
            bytes(
                JSON.createObjectNode()
                    .<ObjectNode>set("schema", given.get("schema"))
                    .set("payload", given.get("value"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromConnect")
  void writes(String name, JsonNode given) throws Exception {
    String topic = "from " + name;
    SchemaAndValue value = connectValue(given);
    try (AvroConverter converter = converter(given)) {
      if (given.has("error")) {
        assertThatThrownBy(() -> converter.fromConnectData(topic, value.schema(), value.value()))
            .isInstanceOf(DataException.class);
        return;
      }

      byte[] written = converter.fromConnectData(topic, value.schema(), value.value());

      assertThat(HexFormat.of().formatHex(written, 5, written.length))
          .isEqualTo(given.get("bytes").asText());
      assertThat(registeredText(topic)).isEqualTo(given.get("avro").toString());
      SchemaAndValue read = converter.toConnectData(topic, written);
      assertThat(converter.fromConnectData(topic + " again", read.schema(), read.value()))
          .isNotNull();
    }
  }

  private static String registeredText(String topic) throws Exception {
    String path = "/subjects/" + URLEncoder.encode(topic + "-value", UTF_8).replace("+", "%20");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + path + "/versions/1")).build();
    String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JSON.readTree(JSON.readTree(answer).get("schema").asText()).toString();
  }

  /** The bytes that Confluent's serializer writes; those of bytes alone have no length. */
  private static byte[] data(String topic, JsonNode given) throws Exception {
    Schema schema = new Schema.Parser().parse(given.get("avro").toString());
    Object value =
        new GenericDatumReader<>(schema)
            .read(null, DecoderFactory.get().jsonDecoder(schema, given.get("value").toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int id = registry.register(topic + "-value", schema.toString());
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    if (value instanceof ByteBuffer bytes) {
      out.write(bytes.array(), bytes.position(), bytes.remaining());
      return out.toByteArray();
    }
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("toConnect")
  void reads(String name, JsonNode given) throws Exception {
    String topic = "to " + name;
    byte[] data = data(topic, given);
    try (AvroConverter converter = converter(given)) {
      if (given.has("error")) {
        assertThatThrownBy(() -> converter.toConnectData(topic, data))
            .isInstanceOf(DataException.class);
        return;
      }

      SchemaAndValue read = converter.toConnectData(topic, data);

      byte[] json =
          (read.schema() == null ? BARE : CONNECT)
              .fromConnectData(topic, read.schema(), read.value());
      assertThat(json == null ? "null" : JSON.readTree(json).toString())
          .isEqualTo(given.get("connect").toString());
    }
  }
}
