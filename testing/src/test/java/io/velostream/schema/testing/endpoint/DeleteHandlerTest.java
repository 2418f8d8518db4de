// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.RegistryClient;
import io.velostream.schema.testing.RegistryClient.Reply;
import io.velostream.schema.testing.model.SchemaReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteHandlerTest {

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    client = new RegistryClient(registry.url());
    registry.compatibility("", "NONE");
    registry.register("a", "\"string\"");
    registry.register("a", "\"long\"");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void hidesSoftDeletedSubjects() {
    assertThat(client.delete("/subjects/a").text()).isEqualTo("[1,2]");

    assertThat(client.get("/subjects").text()).isEqualTo("[]");
    assertThat(client.get("/subjects?deleted=true").text()).isEqualTo("[\"a\"]");
    assertThat(client.get("/subjects?deletedOnly=true").text()).isEqualTo("[\"a\"]");
    assertThat(client.get("/subjects/a/versions").errorCode()).isEqualTo(40401);
    assertThat(client.get("/subjects/a/versions?deleted=true").text()).isEqualTo("[1,2]");
    assertThat(client.post("/subjects/a", RegistryClient.avro("\"long\"")).errorCode())
        .isEqualTo(40401);
    assertThat(client.post("/subjects/a?deleted=true", RegistryClient.avro("\"long\"")).status())
        .isEqualTo(200);
  }

  @Test
  void keepsSchemasOfSoftDeletedSubjectsById() {
    client.delete("/subjects/a");

    assertThat(client.get("/schemas/ids/2").json().path("schema").asText()).isEqualTo("\"long\"");
    assertThat(client.get("/schemas/ids/2/subjects").text()).isEqualTo("[]");
    assertThat(client.get("/schemas/ids/2/subjects?deleted=true").text()).isEqualTo("[\"a\"]");
  }

  @Test
  void hidesSoftDeletedVersions() {
    assertThat(client.delete("/subjects/a/versions/latest").text()).isEqualTo("2");

    assertThat(client.get("/subjects/a/versions").text()).isEqualTo("[1]");
    assertThat(client.get("/subjects/a/versions?deletedOnly=true").text()).isEqualTo("[2]");
    assertThat(client.get("/subjects/a/versions/latest").json().path("version").asInt())
        .isEqualTo(1);
    assertThat(client.get("/subjects/a/versions/2").errorCode()).isEqualTo(40402);
    assertThat(client.get("/subjects/a/versions/2?deleted=true").status()).isEqualTo(200);
    assertThat(client.get("/subjects?deletedOnly=true").text()).isEqualTo("[]");
  }

  @Test
  void deletesSoftlyBeforeForGood() {
    Reply reply = client.delete("/subjects/a?permanent=true");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.errorCode()).isEqualTo(40405);
    assertThat(client.delete("/subjects/a/versions/1?permanent=true").errorCode()).isEqualTo(40407);
  }

  @Test
  void deletesSoftlyOnlyOnce() {
    client.delete("/subjects/a");

    assertThat(client.delete("/subjects/a").errorCode()).isEqualTo(40404);
    assertThat(client.delete("/subjects/a/versions/1").errorCode()).isEqualTo(40406);
  }

  @Test
  void forgetsWhatIsDeletedForGood() {
    client.delete("/subjects/a");
    assertThat(client.delete("/subjects/a?permanent=true").text()).isEqualTo("[1,2]");

    assertThat(client.get("/subjects?deleted=true").text()).isEqualTo("[]");
    assertThat(client.get("/schemas/ids/1").errorCode()).isEqualTo(40403);
    assertThat(client.register("a", "\"string\"").json().path("version").asInt()).isEqualTo(1);
    assertThat(client.get("/subjects/a/versions/1").json().path("id").asInt()).isEqualTo(3);
  }

  @Test
  void deletesOneVersionForGood() {
    client.delete("/subjects/a/versions/2");
    assertThat(client.delete("/subjects/a/versions/2?permanent=true").text()).isEqualTo("2");

    assertThat(client.get("/subjects/a/versions?deleted=true").text()).isEqualTo("[1]");
  }

  @Test
  void givesASoftDeletedSchemaANewVersionAndItsOldId() {
    client.delete("/subjects/a");

    Reply reply = client.register("a", "\"string\"");

    assertThat(reply.json().path("version").asInt()).isEqualTo(3);
    assertThat(reply.json().path("id").asInt()).isEqualTo(1);
  }

  @Test
  void tellsWhatIsNotThereToDelete() {
    assertThat(client.delete("/subjects/b").errorCode()).isEqualTo(40401);
    assertThat(client.delete("/subjects/b/versions/1").errorCode()).isEqualTo(40401);
    assertThat(client.delete("/subjects/a/versions/9").errorCode()).isEqualTo(40402);
    assertThat(client.delete("/subjects/a/versions/x").errorCode()).isEqualTo(42202);
  }

  @Test
  void keepsWhatIsStillReferenced() {
    registry.register("f", "{\"type\":\"fixed\",\"name\":\"F\",\"size\":4}");
    registry.register(
        "r",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"F\"}]}",
        new SchemaReference("F", "f", 1));

    Reply reply = client.delete("/subjects/f");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errorCode()).isEqualTo(42206);
    assertThat(client.delete("/subjects/f/versions/1").errorCode()).isEqualTo(42206);

    client.delete("/subjects/r");
    assertThat(client.delete("/subjects/f").text()).isEqualTo("[1]");
  }

  @Test
  void forgetsTheSettingsOfADeletedSubject() {
    client.put("/config/a", "compatibility", "FULL");

    client.delete("/subjects/a");

    assertThat(client.get("/config/a").errorCode()).isEqualTo(40408);
  }
}
