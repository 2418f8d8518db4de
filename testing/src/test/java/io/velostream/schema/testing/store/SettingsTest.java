// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.RegistryClient;
import io.velostream.schema.testing.RegistryClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsTest {

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

  private static JsonNode with(int id, int version, String schema) {
    return RegistryClient.avro(schema).put("id", id).put("version", version);
  }

  @Test
  void startsWithBackwardAndReadWrite() {
    assertThat(client.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(client.get("/mode").text()).isEqualTo("{\"mode\":\"READWRITE\"}");
  }

  @Test
  void keepsALevelForAllAndOneForASubject() {
    assertThat(client.put("/config", "compatibility", "full").text())
        .isEqualTo("{\"compatibility\":\"FULL\"}");
    client.put("/config/a", "compatibility", "NONE");

    assertThat(client.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(client.get("/config/a").text()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
  }

  @Test
  void tellsAMissingLevelUnlessDefaultsAreWanted() {
    Reply reply = client.get("/config/a");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.errorCode()).isEqualTo(40408);
    assertThat(client.get("/config/a?defaultToGlobal=true").text())
        .isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
  }

  @Test
  void takesALevelBack() {
    client.put("/config/a", "compatibility", "NONE");
    client.put("/config", "compatibility", "FULL");

    assertThat(client.delete("/config/a").text()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
    assertThat(client.delete("/config/a").errorCode()).isEqualTo(40408);
    assertThat(client.delete("/config").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(client.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
  }

  private Reply config(String path, String body) {
    return client.call("PUT", path, body.replace('\'', '"'));
  }

  @Test
  void takesAConfigurationWithoutLevel() {
    client.put("/config", "compatibility", "FULL");

    assertThat(config("/config", "{'normalize':true,'validateFields':true}").text())
        .isEqualTo("{\"normalize\":true,\"validateFields\":true}");
    assertThat(client.get("/config").text())
        .isEqualTo("{\"compatibilityLevel\":\"FULL\",\"normalize\":true,\"validateFields\":true}");
    assertThat(config("/config", "{'validateFields':null,'unknown':1}").status()).isEqualTo(200);
    assertThat(client.get("/config").text())
        .isEqualTo("{\"compatibilityLevel\":\"FULL\",\"normalize\":true}");
    assertThat(config("/config", "{}").text()).isEqualTo("{}");
  }

  @Test
  void keepsTheLevelForAllWhereASubjectSetsSomethingElse() {
    client.put("/config", "compatibility", "FULL");
    config("/config/a", "{'compatibilityGroup':'major'}");

    assertThat(client.get("/config/a").text()).isEqualTo("{\"compatibilityGroup\":\"major\"}");
    assertThat(client.get("/config/a?defaultToGlobal=true").text())
        .isEqualTo("{\"compatibilityLevel\":\"FULL\",\"compatibilityGroup\":\"major\"}");
    assertThat(client.delete("/config/a").status()).isEqualTo(200);
    assertThat(client.get("/config/a").errorCode()).isEqualTo(40408);
  }

  @Test
  void takesTheLevelOfASubjectBackByNull() {
    config("/config/a", "{'compatibility':'NONE'}");
    config("/config/a", "{'compatibility':null}");

    assertThat(client.get("/config/a").errorCode()).isEqualTo(40408);
  }

  @Test
  void refusesMembersOfAnotherType() {
    assertThat(config("/config", "{'normalize':'yes'}").status()).isEqualTo(400);
    assertThat(config("/config/a", "{'alias':1}").status()).isEqualTo(400);
    assertThat(config("/config", "{'compatibility':1}").errorCode()).isEqualTo(42203);
  }

  @Test
  void normalizesWhereConfigured() {
    config("/config/a", "{'normalize':true}");
    String one = "{\"type\":\"int\",\"b\":1,\"a\":2}";
    String other = "{\"type\":\"int\",\"a\":2,\"b\":1}";
    client.register("a", one);
    client.register("b", one);

    assertThat(client.post("/subjects/a", RegistryClient.avro(other)).status()).isEqualTo(200);
    assertThat(client.post("/subjects/b", RegistryClient.avro(other)).errorCode()).isEqualTo(40403);
  }

  @Test
  void followsAnAlias() {
    config("/config/nick", "{'alias':'a'}");
    client.register("nick", "\"string\"");

    assertThat(registry.versions("a")).containsExactly(1);
    assertThat(client.get("/subjects/nick/versions/latest").json().path("subject").asText())
        .isEqualTo("a");
    assertThat(client.post("/subjects/nick", RegistryClient.avro("\"string\"")).status())
        .isEqualTo(200);
  }

  @Test
  void refusesUnknownLevelsAndModes() {
    assertThat(client.put("/config", "compatibility", "SIDEWAYS").errorCode()).isEqualTo(42203);
    assertThat(client.put("/mode", "mode", "SIDEWAYS").errorCode()).isEqualTo(42204);
  }

  @Test
  void tellsAMissingModeUnlessDefaultsAreWanted() {
    assertThat(client.get("/mode/a").errorCode()).isEqualTo(40409);
    assertThat(client.delete("/mode/a").errorCode()).isEqualTo(40409);
    assertThat(client.get("/mode/a?defaultToGlobal=true").text())
        .isEqualTo("{\"mode\":\"READWRITE\"}");
  }

  @Test
  void refusesChangesWhenReadOnly() {
    registry.register("a", "\"string\"");
    client.put("/mode/a", "mode", "READONLY");

    Reply reply = client.register("a", "\"string\"");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errorCode()).isEqualTo(42205);
    assertThat(client.delete("/subjects/a").errorCode()).isEqualTo(42205);
    assertThat(client.get("/subjects/a/versions/1").status()).isEqualTo(200);
    assertThat(client.register("b", "\"string\"").status()).isEqualTo(200);
  }

  @Test
  void letsASubjectBeWritableWhenAllAreReadOnlyButNotOverridden() {
    client.put("/mode/a", "mode", "READWRITE");
    client.put("/mode", "mode", "READONLY");
    assertThat(client.register("a", "\"string\"").status()).isEqualTo(200);

    client.put("/mode", "mode", "READONLY_OVERRIDE");
    assertThat(client.register("a", "\"long\"").errorCode()).isEqualTo(42205);
  }

  @Test
  void importsIdsAndVersions() {
    client.put("/mode/a", "mode", "IMPORT");

    client.post("/subjects/a/versions", with(100, 7, "\"string\""));
    client.post("/subjects/a/versions", with(50, 3, "\"long\""));

    assertThat(client.get("/subjects/a/versions").text()).isEqualTo("[3,7]");
    assertThat(client.get("/schemas/ids/100/schema").text()).isEqualTo("\"string\"");
    assertThat(registry.register("b", "\"int\"")).isEqualTo(101);
  }

  @Test
  void refusesIdsOutsideOfImportMode() {
    assertThat(client.post("/subjects/a/versions", with(9, 1, "\"string\"")).errorCode())
        .isEqualTo(42205);
  }

  @Test
  void refusesImportsWithoutIdOrOfATakenId() {
    client.put("/mode/a", "mode", "IMPORT");
    client.post("/subjects/a/versions", with(9, 1, "\"string\""));

    assertThat(client.register("a", "\"long\"").errorCode()).isEqualTo(42205);
    assertThat(client.post("/subjects/a/versions", with(9, 2, "\"long\"")).errorCode())
        .isEqualTo(42205);
  }

  @Test
  void importsOnlyWhereThereAreNoSchemasUnlessForced() {
    registry.register("a", "\"string\"");

    assertThat(client.put("/mode/a", "mode", "IMPORT").errorCode()).isEqualTo(42205);
    assertThat(client.put("/mode", "mode", "IMPORT").errorCode()).isEqualTo(42205);
    assertThat(client.put("/mode/b", "mode", "IMPORT").status()).isEqualTo(200);
    assertThat(client.put("/mode/a?force=true", "mode", "IMPORT").status()).isEqualTo(200);
  }
}
