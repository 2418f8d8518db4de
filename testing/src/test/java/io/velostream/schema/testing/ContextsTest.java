// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContextsTest {

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

  @Test
  void countsIdsInEachContext() {
    assertThat(registry.register("a", "\"string\"")).isEqualTo(1);
    assertThat(registry.register(":.eu:a", "\"long\"")).isEqualTo(1);
    assertThat(registry.register(":.eu:b", "\"string\"")).isEqualTo(2);
  }

  @Test
  void givesEqualContentOneGuidInAllContexts() {
    registry.register("a", "\"string\"");
    registry.register(":.eu:x", "\"long\"");
    registry.register(":.eu:a", "\"string\"");

    assertThat(registry.guid(":.eu:a", 1)).isEqualTo(registry.guid("a", 1));
    assertThat(client.get("/schemas/guids/" + registry.guid("a", 1) + "/ids").text())
        .isEqualTo("[{\"context\":\".\",\"id\":1},{\"context\":\".eu\",\"id\":2}]");
  }

  @Test
  void findsIdsInTheContextOfTheSubject() {
    registry.register("a", "\"string\"");
    registry.register(":.eu:a", "\"long\"");

    assertThat(client.get("/schemas/ids/1/schema").text()).isEqualTo("\"string\"");
    assertThat(client.get("/schemas/ids/1/schema?subject=:.eu:").text()).isEqualTo("\"long\"");
    assertThat(client.get("/schemas/ids/1/schema?subject=:.eu:a").text()).isEqualTo("\"long\"");
    assertThat(client.get("/contexts/.eu/schemas/ids/1/schema").text()).isEqualTo("\"long\"");
    assertThat(client.get("/schemas/ids/1?subject=:.us:").errorCode()).isEqualTo(40403);
  }

  @Test
  void namesSubjectsWithTheirContext() {
    registry.register(":.eu:a", "\"long\"");

    assertThat(client.get("/subjects/:.eu:a/versions/1").json().path("subject").asText())
        .isEqualTo(":.eu:a");
    assertThat(client.get("/contexts/.eu/subjects/a/versions/1").json().path("subject").asText())
        .isEqualTo(":.eu:a");
    assertThat(client.get("/subjects/a/versions").errorCode()).isEqualTo(40401);
  }

  @Test
  void registersBehindAContextInThePath() {
    client.post("/contexts/.eu/subjects/a/versions", RegistryClient.avro("\"long\""));

    assertThat(registry.versions(":.eu:a")).containsExactly(1);
    assertThat(registry.versions("a")).isEmpty();
  }

  @Test
  void listsContexts() {
    assertThat(client.get("/contexts").text()).isEqualTo("[\".\"]");

    registry.register(":.eu:a", "\"long\"");
    client.get("/schemas/ids/1?subject=:.us:");

    assertThat(client.get("/contexts").text()).isEqualTo("[\".\",\".eu\"]");
  }

  @Test
  void listsSubjectsOfOneContextOrOfAll() {
    registry.register("a", "\"string\"");
    registry.register(":.eu:b", "\"string\"");

    assertThat(client.get("/subjects").text()).isEqualTo("[\"a\",\":.eu:b\"]");
    assertThat(client.get("/subjects?subjectPrefix=").text()).isEqualTo("[\"a\"]");
    assertThat(client.get("/subjects?subjectPrefix=:.eu:").text()).isEqualTo("[\":.eu:b\"]");
    assertThat(client.get("/subjects?subjectPrefix=:*:b").text()).isEqualTo("[\":.eu:b\"]");
    assertThat(client.get("/contexts/eu/subjects").text()).isEqualTo("[\":.eu:b\"]");
  }

  @Test
  void keepsSettingsOfAContext() {
    client.put("/contexts/.eu/config", "compatibility", "NONE");

    assertThat(client.get("/config/:.eu:a?defaultToGlobal=true").text()).contains("NONE");
    assertThat(client.get("/config/:.eu:").text()).contains("NONE");
    assertThat(client.get("/config/a?defaultToGlobal=true").text()).contains("BACKWARD");
  }
}
