// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apicurio.registry.serde.avro.NonRecordContainer;
import io.apicurio.registry.utils.converter.avro.AvroData;
import io.apicurio.registry.utils.converter.avro.AvroDataConfig;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the table of cases of our converters with the results of Apicurio's, whose mapping is
 * that of Confluent's AvroData. A case with {@code peer} has another result there, for the reason
 * that it gives; if the peer has the result of the table after all, the reason must go.
 */
@Tag("registry-it")
class PeerConverterIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonConverter CONNECT = jsonConverter(true);
  private static final JsonConverter BARE = jsonConverter(false);

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

  private static Stream<Arguments> cases(String direction) throws IOException {
    JsonNode cases = JSON.readTree(new File(System.getProperty("connect.cases"))).get(direction);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(each -> Arguments.of(each.get("name").asText(), each));
  }

  static Stream<Arguments> fromConnect() throws IOException {
    return cases("fromConnect");
  }

  static Stream<Arguments> toConnect() throws IOException {
    return cases("toConnect");
  }

  /** The peer has this flag, but no key for it. */
  private static AvroData peer(JsonNode given) throws ReflectiveOperationException {
    Map<String, Object> configs = new HashMap<>();
    given.get("options").properties().forEach(e -> configs.put(e.getKey(), e.getValue().asText()));
    AvroData peer = new AvroData(new AvroDataConfig(configs));
    if (configs.containsKey("generalized.sum.type.support")) {
      var flag = AvroData.class.getDeclaredField("generalizedSumTypeSupport");
      flag.setAccessible(true);
      flag.set(peer, true);
    }
    return peer;
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromConnect")
  void writesTheSame(String name, JsonNode given) {
    Throwable difference = catchThrowable(() -> compareWritten(given));

    assertDifference(given, difference);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("toConnect")
  void readsTheSame(String name, JsonNode given) {
    Throwable difference = catchThrowable(() -> compareRead(given));

    assertDifference(given, difference);
  }

  private static void assertDifference(JsonNode given, Throwable difference) {
    if (given.has("peer")) {
      assertThat(difference).as(given.get("peer").asText()).isNotNull();
    } else if (given.has("error")) {
      assertThat(difference).isNotNull().isNotInstanceOf(AssertionError.class);
    } else if (difference != null) {
      throw new AssertionError(difference.getMessage(), difference);
    }
  }

  private static void compareWritten(JsonNode given) throws Exception {
    SchemaAndValue value =
        given.get("schema").isNull()
            ? BARE.toConnectData("topic", bytes(given.get("value")))
            : CONNECT.toConnectData(
                "topic",
                bytes(
                    JSON.createObjectNode()
                        .<ObjectNode>set("schema", given.get("schema"))
                        .set("payload", given.get("value"))));
    AvroData peer = peer(given);
    Schema schema = peer.fromConnectSchema(value.schema());
    Object data = peer.fromConnectData(value.schema(), value.value());
    if (data instanceof GenericContainer container && (schema == null || !schema.isUnion())) {
      schema = container.getSchema();
    }
    assertThat(JSON.readTree(schema.toString()).toString()).isEqualTo(given.get("avro").toString());
    assertThat(HexFormat.of().formatHex(written(schema, data)))
        .isEqualTo(given.get("bytes").asText());
  }

  /** As a serializer: bytes alone have no length. */
  private static byte[] written(Schema schema, Object data) throws IOException {
    Object plain = data instanceof NonRecordContainer<?> container ? container.getValue() : data;
    if (schema.getType() == Schema.Type.BYTES) {
      ByteBuffer buffer =
          plain instanceof byte[] array ? ByteBuffer.wrap(array) : (ByteBuffer) plain;
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(copy);
      return copy;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(plain, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static void compareRead(JsonNode given) throws Exception {
    Schema schema = new Schema.Parser().parse(given.get("avro").toString());
    Object value =
        new GenericDatumReader<>(schema)
            .read(null, DecoderFactory.get().jsonDecoder(schema, given.get("value").toString()));
    SchemaAndValue read = peer(given).toConnectData(schema, value);
    byte[] json =
        read == null
            ? null
            : (read.schema() == null ? BARE : CONNECT)
                .fromConnectData("topic", read.schema(), read.value());
    assertThat(json == null ? "null" : JSON.readTree(json).toString())
        .isEqualTo(given.get("connect").toString());
  }
}
