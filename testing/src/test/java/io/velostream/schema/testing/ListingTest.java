// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingTest {

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    client = new RegistryClient(registry.url());
    registry.compatibility("", "NONE");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private void registerOwned(String schema, String owner, String tier) {
    ObjectNode properties = Json.object().put("owner", owner).put("tier", tier);
    ObjectNode body = RegistryClient.avro(schema);
    body.set("metadata", Json.object().set("properties", properties));
    body.set("ruleSet", Json.object().set("domainRules", Json.array()));
    client.post("/subjects/m/versions", body);
  }

  @Test
  void listsSubjectsByPrefixAndPage() {
    registry.register("aa", "\"string\"");
    registry.register("ab", "\"string\"");
    registry.register("ac", "\"string\"");
    registry.register("b", "\"string\"");

    assertThat(client.get("/subjects?subjectPrefix=a").text()).isEqualTo("[\"aa\",\"ab\",\"ac\"]");
    assertThat(client.get("/subjects?subjectPrefix=a&offset=1&limit=1").text())
        .isEqualTo("[\"ab\"]");
    assertThat(client.get("/subjects?limit=x").errorCode()).isEqualTo(400);
  }

  @Test
  void listsSchemas() {
    registry.register("a", "\"string\"");
    registry.register("a", "\"long\"");
    registry.register("b", "\"int\"");

    assertThat(client.get("/schemas").json()).hasSize(3);
    assertThat(client.get("/schemas?latestOnly=true").json().findValuesAsText("version"))
        .containsExactly("2", "1");
    assertThat(client.get("/schemas?subjectPrefix=b").json().findValuesAsText("schema"))
        .containsExactly("\"int\"");
    assertThat(client.get("/schemas?offset=1&limit=1").json().findValuesAsText("id"))
        .containsExactly("2");
  }

  @Test
  void findsTheLatestVersionWithAllProperties() {
    registerOwned("\"string\"", "me", "gold");
    registerOwned("\"long\"", "me", "gold");
    registerOwned("\"int\"", "me", "iron");

    String path = "/subjects/m/metadata?key=owner&value=me&key=tier&value=";
    assertThat(client.get(path + "gold").json().path("version").asInt()).isEqualTo(2);
    assertThat(client.get(path + "iron").json().path("version").asInt()).isEqualTo(3);
    assertThat(client.get(path + "lead").errorCode()).isEqualTo(40403);
    assertThat(client.get("/subjects/n/metadata?key=a&value=b").errorCode()).isEqualTo(40401);
    assertThat(client.get("/subjects/m/metadata?key=a").errorCode()).isEqualTo(400);
  }

  @Test
  void givesMetadataAndRulesBack() {
    registerOwned("\"string\"", "me", "gold");

    ObjectNode json = (ObjectNode) client.get("/schemas/ids/1").json();

    assertThat(json.at("/metadata/properties/tier").asText()).isEqualTo("gold");
    assertThat(json.at("/ruleSet/domainRules").isArray()).isTrue();
  }

  @Test
  void tellsAboutItself() {
    assertThat(client.get("/").text()).isEqualTo("{}");
    assertThat(client.get("/schemas/types").text()).isEqualTo("[\"AVRO\",\"JSON\"]");
    assertThat(client.get("/v1/metadata/id").json().at("/scope/clusters").isObject()).isTrue();
    assertThat(client.get("/v1/metadata/version").json().path("version").asText()).startsWith("8.");
  }

  @Test
  void refusesUnknownPathsAndMethods() {
    assertThat(client.get("/nowhere").errorCode()).isEqualTo(404);
    assertThat(client.delete("/contexts").errorCode()).isEqualTo(405);
    assertThat(client.get("/schemas/ids/one").status()).isEqualTo(404);
  }
}
