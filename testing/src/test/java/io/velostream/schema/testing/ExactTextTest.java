// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.RegistryClient.Reply;
import io.velostream.schema.testing.protocol.Json;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registered text is given back with the same meaning, to the last digit and sign. */
class ExactTextTest {

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    client = new RegistryClient(registry.url());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0.0",
        "0.0",
        "-0",
        "1",
        "1.0",
        "1.10",
        "-0.00",
        "1E+400",
        "4.9E-324",
        "123456789012345678901234567890",
        "0.10000000000000000000000000000000001",
        "1E-9999999999"
      })
  void givesEveryNumberBackAsItWasRegistered(String number) {
    String schema = "{\"default\":" + number + ",\"enum\":[[" + number + "]]}";

    assertThat(stored("JSON", schema)).isEqualTo(schema);
    assertThat(normalized(schema)).isEqualTo(schema);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.0", "0.0", "1.5E+300", "-1.0E-300", "0.1"})
  void givesTheDefaultOfAnAvroDoubleBack(String number) {
    String text = withDefault(number);

    String stored = stored("AVRO", text);

    assertThat(stored).isEqualTo(text);
    assertThat(new Schema.Parser().parse(stored).getField("d").defaultVal())
        .isEqualTo(Double.valueOf(number));
  }

  @ParameterizedTest
  @CsvSource({"-0.0, 0.0", "1.0, 1", "1E+400, 1E+401", "0.1, 0.10000000000000000001"})
  void givesSchemasThatDifferInANumberTwoIds(String one, String other) {
    int first = id("JSON", "{\"const\":" + one + "}");

    assertThat(id("JSON", "{\"const\":" + other + "}")).isNotEqualTo(first);
    assertThat(id("JSON", "{ \"const\" : " + one + " }")).isEqualTo(first);
  }

  @Test
  void tellsAnAvroDefaultOfNegativeZeroFromZero() {
    assertThat(id("AVRO", withDefault("-0.0"))).isNotEqualTo(id("AVRO", withDefault("0.0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'namespace':'g','type':'record','name':'R','doc':'d','fields':[]}"
            + "|{'doc':'d','fields':[],'name':'R','namespace':'g','type':'record'}",
        "{'type':'record','name':'g.R','fields':[]}"
            + "|{'type':'record','name':'R','namespace':'g','fields':[]}",
        "{'type':'record','name':'R','fields':[{'name':'f','type':'int','doc':'d','default':1}]}"
            + "|{'type':'record','name':'R','fields':[{'default':1,'doc':'d','type':'int',"
            + "'name':'f','order':'ascending'}]}",
        "{'type':'record','name':'R','aliases':['A'],'fields':[{'name':'f','type':"
            + "{'type':'int'}}]}"
            + "|{'aliases':['A'],'type':'record','name':'R','fields':[{'name':'f','type':'int'}]}",
        "{'type':'enum','name':'E','symbols':['A'],'default':'A'}"
            + "|{'default':'A','symbols':['A'],'name':'E','type':'enum'}",
        "{'type':'fixed','name':'F','size':2}|{'size':2,'name':'F','type':'fixed'}",
        "{'type':'array','items':['null',{'type':'map','values':'int'}],'p':{'b':1,'a':-0.0}}"
            + "|{'p':{'b':1,'a':-0.0},'items':['null',{'values':'int','type':'map'}],"
            + "'type':'array'}",
        "{'type':'bytes','logicalType':'decimal','precision':4,'scale':2}"
            + "|{'logicalType':'decimal','type':'bytes','precision':4,'scale':2}"
      })
  void takesAvroTextsThatParseAlikeForOneSchema(String one, String other) {
    int first = id("AVRO", one.replace('\'', '"'));

    assertThat(id("AVRO", other.replace('\'', '"'))).isEqualTo(first);
    Reply found = client.post("/subjects/sAVRO", RegistryClient.avro(other.replace('\'', '"')));
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    assertThat(found.json().path("id").asInt()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'int','p':{'a':1,'b':2}}|{'type':'int','p':{'b':2,'a':1}}",
        "{'type':'int','p':1E+400}|{'type':'int','p':1E+401}",
        "{'type':'int','p':[1,0.1]}|{'type':'int','p':[1,0.10000000000000000001]}",
        "{'type':'record','name':'R','fields':[]}|{'type':'record','name':'R','doc':'','fields':[]}",
        "{'type':'record','name':'R','fields':[],'aliases':['A']}"
            + "|{'type':'record','name':'R','fields':[],'aliases':['B']}"
      })
  void tellsAvroTextsApartThatDoNotParseAlike(String one, String other) {
    registry.compatibility("", "NONE");
    int first = id("AVRO", one.replace('\'', '"'));

    assertThat(id("AVRO", other.replace('\'', '"'))).isNotEqualTo(first);
    assertThat(stored("AVRO", other.replace('\'', '"'))).isEqualTo(other.replace('\'', '"'));
  }

  @Test
  void takesSpellingsOfOneNumberOrStringForOneSchema() {
    assertThat(id("JSON", "{\"const\":1e2}")).isEqualTo(id("JSON", "{\"const\":1E+2}"));
    assertThat(id("JSON", "{\"const\":\"\\u0041\"}")).isEqualTo(id("JSON", "{\"const\":\"A\"}"));
    assertThat(id("JSON", "{\"a\":1,\"a\":2}")).isEqualTo(id("JSON", "{\"a\":2}"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"NaN\"",
        "\"-0.0\"",
        "\"\\u0000\\u001f\\u007f\"",
        "\"\\\"\\\\/\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"x\\udc00\\ud800\"",
        "\"\\u2028\""
      })
  void givesEveryStringBackWithTheSameCharacters(String string) throws Exception {
    JsonNode sent = Json.read(string);

    assertThat(Json.read(stored("JSON", "{\"const\":" + string + "}")).path("const"))
        .isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{} {}", "{\"a\":01}", "{\"a\":NaN}", "{\"a\":", "[", "{]"})
  void refusesWhatIsNotOneJsonValue(String text) {
    Reply reply =
        client.post("/subjects/s/versions", RegistryClient.avro(text).put("schemaType", "JSON"));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("error_code").asInt()).isEqualTo(42201);
  }

  private static String withDefault(String number) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"d\",\"type\":\"double\","
        + "\"default\":"
        + number
        + "}]}";
  }

  private String stored(String type, String text) {
    return client.get("/schemas/ids/" + id(type, text)).json().path("schema").asText();
  }

  private String normalized(String text) {
    Reply reply =
        client.post(
            "/subjects/n/versions?normalize=true",
            RegistryClient.avro(text).put("schemaType", "JSON"));
    return client
        .get("/schemas/ids/" + reply.json().path("id").asInt())
        .json()
        .path("schema")
        .asText();
  }

  private int id(String type, String text) {
    Reply reply =
        client.post(
            "/subjects/s" + type + "/versions", RegistryClient.avro(text).put("schemaType", type));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().path("id").asInt();
  }
}
