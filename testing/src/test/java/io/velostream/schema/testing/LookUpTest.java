// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.RegistryClient.Reply;
import io.velostream.schema.testing.model.SchemaReference;
import io.velostream.schema.testing.protocol.Json;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which texts a look-up finds a schema. */
class LookUpTest {

  private static final String MONEY =
      "{'type':'record','name':'Money','namespace':'shop','fields':[{'name':'n','type':'long'}]}";
  private static final String ORDER =
      "{'type':'record','name':'Order','namespace':'shop','fields':["
          + "{'name':'price','type':'Money'},{'name':'paid','type':['null','Money'],'default':null}]}";

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

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private Reply lookUp(String subject, String type, String text) {
    return client.post("/subjects/" + subject, body(type, text));
  }

  private static ObjectNode body(String type, String text) {
    return RegistryClient.avro(text).put("schemaType", type);
  }

  private int registerOrder() {
    registry.register("money", quoted(MONEY));
    return registry.register("order", quoted(ORDER), new SchemaReference("shop.Money", "money", 1));
  }

  private static String inlined() {
    Schema.Parser parser = new Schema.Parser();
    parser.parse(quoted(MONEY));
    return parser.parse(quoted(ORDER)).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AVRO|{'type':'int','p':1.50}|{'type':'int','p':1.5}",
        "AVRO|{'type':'int','p':[0.10000000000000000001]}|{'type':'int','p':[0.1]}",
        "AVRO|{'type':'record','name':'a.R','fields':[]}"
            + "|{'name':'R','namespace':'a','fields':[],'type':'record'}",
        "AVRO|{'type':'enum','name':'E','symbols':['A'],'p':1e2}"
            + "|{'type':'enum','symbols':['A'],'name':'E','p':100.0}",
        "AVRO|{'type':'array','items':{'type':'map','values':'int','p':-0.50}}"
            + "|{'items':{'values':{'type':'int'},'type':'map','p':-0.5},'type':'array'}",
        "JSON|{'multipleOf':1.10}|{'multipleOf':1.1}",
        "JSON|{'const':1e2}|{ 'const' : 100.0 }",
        "JSON|{'const':0.10000000000000000001}|{'const':0.1}",
        "JSON|{'items':[{'maximum':-2.50}]}|{'items':[{'maximum':-2.5}]}",
      })
  void findsTheTextThatAClientPrintsOfTheSchema(String type, String registered, String sent) {
    int id = registry.register(type, "s", quoted(registered), List.of());

    Reply reply = lookUp("s", type, quoted(sent));

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("id").asInt()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AVRO|{'type':'int','p':1.50}|{'type':'int','p':1.51}",
        "AVRO|{'type':'int','p':-0.0}|{'type':'int','p':0.0}",
        "AVRO|{'type':'int','b':1,'a':2}|{'type':'int','a':2,'b':1}",
        "JSON|{'const':1}|{'const':1.0}",
        "JSON|{'const':123456789012345678901}|{'const':123456789012345678902}",
        "JSON|{'a':1,'b':2}|{'b':2,'a':1}",
        "JSON|{'const':1E+400}|{'const':1E+401}",
        "JSON|{'const':'1.50'}|{'const':'1.5'}",
      })
  void doesNotFindATextThatParsesToSomethingElse(String type, String registered, String sent) {
    registry.register(type, "s", quoted(registered), List.of());

    assertThat(lookUp("s", type, quoted(sent)).errorCode()).isEqualTo(40403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AVRO|{'type':'int','b':1,'a':{'d':1,'c':2}}|{'type':'int','a':{'c':2,'d':1},'b':1}",
        "AVRO|{'type':'record','name':'R','fields':[{'name':'f','type':'int','b':1,'a':2}]}"
            + "|{'type':'record','name':'R','fields':[{'name':'f','type':'int','a':2,'b':1}]}",
        "JSON|{'a':1,'b':[{'d':1,'c':2}]}|{'b':[{'c':2,'d':1}],'a':1}",
      })
  void normalizesTheOrderOfProperties(String type, String one, String other) {
    Reply first = client.post("/subjects/s/versions?normalize=true", body(type, quoted(one)));
    Reply second = client.post("/subjects/s/versions?normalize=true", body(type, quoted(other)));

    assertThat(second.json().path("id").asInt()).isEqualTo(first.json().path("id").asInt());
    assertThat(client.post("/subjects/s?normalize=true", body(type, quoted(other))).status())
        .isEqualTo(200);
  }

  @Test
  void normalizesTheOrderOfReferences() {
    registry.register("m", quoted(MONEY));
    registry.register("t", quoted(MONEY).replace("Money", "Tax"));
    String text = quoted(ORDER).replace("[\"null\",\"Money\"]", "[\"null\",\"Tax\"]");
    List<SchemaReference> references =
        List.of(new SchemaReference("shop.Tax", "t", 1), new SchemaReference("shop.Money", "m", 1));
    registry.register("AVRO", "order", text, references);
    ObjectNode other = RegistryClient.referring(text, "shop.Money", "m", 1);
    other
        .withArray("references")
        .addObject()
        .put("name", "shop.Tax")
        .put("subject", "t")
        .put("version", 1);

    assertThat(client.post("/subjects/order", other).errorCode()).isEqualTo(40403);
    assertThat(client.post("/subjects/order?normalize=true", other).status()).isEqualTo(200);
  }

  @Test
  void findsASchemaByItsTextWithReferencesWrittenOut() {
    int id = registerOrder();

    Reply reply = lookUp("order", "AVRO", inlined());

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("id").asInt()).isEqualTo(id);
    assertThat(reply.json().path("references").size()).isEqualTo(1);
    assertThat(lookUp("order", "AVRO", inlined().replace("long", "int")).errorCode())
        .isEqualTo(40403);
    assertThat(registry.versions("order")).containsExactly(1);
  }

  @Test
  void findsTheNewestVersionOfTheSameText() {
    int first = registry.register("order", inlined());
    int second = registerOrder();

    assertThat(lookUp("order", "AVRO", inlined()).json().path("id").asInt()).isEqualTo(first);
    client.delete("/subjects/order/versions/1");
    assertThat(lookUp("order", "AVRO", inlined()).json().path("id").asInt()).isEqualTo(second);
    client.delete("/subjects/order/versions/2");
    registry.register("order", "\"string\"");
    assertThat(lookUp("order", "AVRO", inlined()).errorCode()).isEqualTo(40403);
    assertThat(
            client
                .post("/subjects/order?deleted=true", RegistryClient.avro(inlined()))
                .json()
                .path("id")
                .asInt())
        .isEqualTo(first);
  }

  @Test
  void writesReferencesOutWhenAskedTo() {
    int id = registerOrder();

    for (String path :
        List.of(
            "/schemas/ids/" + id,
            "/subjects/order/versions/1",
            "/subjects/order/versions/latest")) {
      assertThat(client.get(path + "?format=resolved").json().path("schema").asText())
          .isEqualTo(inlined());
      assertThat(client.get(path).json().path("schema").asText()).isEqualTo(quoted(ORDER));
    }
    assertThat(client.get("/schemas/ids/" + id + "/schema?format=resolved").text())
        .isEqualTo(inlined());
    assertThat(
            client
                .post("/subjects/order?format=resolved", RegistryClient.avro(inlined()))
                .json()
                .path("schema")
                .asText())
        .isEqualTo(inlined());
  }

  @Test
  void findsAJsonSchemaByItsTextAndReferences() {
    registry.register("JSON", "m", quoted("{'type':'number','multipleOf':0.010}"), List.of());
    int id =
        registry.register(
            "JSON",
            "o",
            quoted("{'$ref':'m.json','maximum':1.50}"),
            List.of(new SchemaReference("m.json", "m", 1)));

    JsonNode sent =
        RegistryClient.referring(quoted("{'$ref':'m.json','maximum':1.5}"), "m.json", "m", 1)
            .put("schemaType", "JSON");

    assertThat(client.post("/subjects/o", sent).json().path("id").asInt()).isEqualTo(id);
  }

  @Test
  void findsASchemaWithMetadataByItsTextAlone() {
    JsonNode body =
        RegistryClient.avro("{\"type\":\"int\",\"p\":1.50}")
            .set("metadata", Json.object().set("properties", Json.object().put("owner", "me")));
    client.post("/subjects/s/versions", body);

    assertThat(lookUp("s", "AVRO", "{\"type\":\"int\",\"p\":1.5}").status()).isEqualTo(200);
  }
}
