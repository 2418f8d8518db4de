// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.RegistryClient;
import io.velostream.schema.testing.RegistryClient.Reply;
import io.velostream.schema.testing.model.RegistryVersion;
import io.velostream.schema.testing.protocol.Json;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisterHandlerTest {

  private static final String USER =
      "{\"type\":\"record\",\"name\":\"User\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";
  private static final String USER_SPACED = USER.replace(",", " , ");
  private static final String USER_RATED = rated("1.5");
  private static final String USER_RATED_IN_OTHER_DIGITS = rated("1.50");
  private static final String USER_TAGGED = rated("1,\"tag\":2");
  private static final String USER_TAGGED_IN_OTHER_ORDER =
      rated("1}").replace("\"rate\":1}}", "\"tag\":2,\"rate\":1}");
  private static final String USER_WITH_MAIL =
      USER.replace(
          "}]}", "},{\"name\":\"mail\",\"type\":[\"null\",\"string\"],\"default\":null}]}");

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

  private static String rated(String number) {
    return USER.substring(0, USER.length() - 1) + ",\"rate\":" + number + "}";
  }

  @Test
  void answersTheWholeSchemaWhenRegistering() {
    Reply reply = client.register("users-value", USER);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.response().headers().firstValue("content-type"))
        .contains("application/vnd.schemaregistry.v1+json");
    JsonNode json = reply.json();
    assertThat(json.path("id").asInt()).isEqualTo(1);
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(UUID.fromString(json.path("guid").asText()).version()).isEqualTo(3);
    assertThat(json.path("schemaType").asText()).isEqualTo("AVRO");
    assertThat(json.path("references").isArray()).isTrue();
    assertThat(json.path("schema").asText()).isEqualTo(USER);
  }

  @Test
  void answersTheIdAloneInTheLegacyGeneration() {
    try (EmbeddedSchemaRegistry legacy =
        EmbeddedSchemaRegistry.builder().registryVersion(RegistryVersion.LEGACY).start()) {
      RegistryClient old = new RegistryClient(legacy.url());

      assertThat(old.register("users-value", USER).text()).isEqualTo("{\"id\":1}");
      assertThat(old.get("/schemas/ids/1").json().fieldNames())
          .toIterable()
          .containsExactly("schema");
      assertThat(old.get("/subjects/users-value/versions/1").json().has("guid")).isFalse();
    }
  }

  @Test
  void registersTheSameContentOnce() {
    client.register("users-value", USER);

    assertThat(client.register("users-value", USER_SPACED).json().path("version").asInt())
        .isEqualTo(1);
    assertThat(registry.versions("users-value")).containsExactly(1);
  }

  @Test
  void givesTheSameContentTheSameIdInEverySubject() {
    client.register("a", USER);
    client.register("b", USER_WITH_MAIL);

    assertThat(client.register("c", USER).json().path("id").asInt()).isEqualTo(1);
  }

  @Test
  void givesDifferentMetadataAnotherId() {
    client.register("a", USER);

    JsonNode body =
        RegistryClient.avro(USER)
            .set("metadata", Json.object().set("properties", Json.object().put("owner", "me")));
    JsonNode json = client.post("/subjects/a/versions", body).json();

    assertThat(json.path("id").asInt()).isEqualTo(2);
    assertThat(json.at("/metadata/properties/owner").asText()).isEqualTo("me");
  }

  @Test
  void normalizesWhenAskedTo() {
    client.register("a", USER_RATED);

    assertThat(
            client
                .post(
                    "/subjects/a/versions?normalize=true",
                    RegistryClient.avro(USER_RATED_IN_OTHER_DIGITS))
                .json()
                .path("version")
                .asInt())
        .isEqualTo(1);
    assertThat(client.register("a", USER_RATED_IN_OTHER_DIGITS).json().path("version").asInt())
        .isEqualTo(2);
  }

  @Test
  void looksUpByContent() {
    client.register("a", USER);
    client.register("a", USER_WITH_MAIL);

    JsonNode json = client.post("/subjects/a", RegistryClient.avro(USER_SPACED)).json();

    assertThat(json.path("subject").asText()).isEqualTo("a");
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(json.path("id").asInt()).isEqualTo(1);
    assertThat(json.has("schemaType")).isFalse();
  }

  @Test
  void looksUpNormalizedOnlyWhenAskedTo() {
    client.register("a", USER_TAGGED);

    assertThat(
            client.post("/subjects/a", RegistryClient.avro(USER_TAGGED_IN_OTHER_ORDER)).errorCode())
        .isEqualTo(40403);
    assertThat(
            client
                .post("/subjects/a?normalize=true", RegistryClient.avro(USER_TAGGED_IN_OTHER_ORDER))
                .status())
        .isEqualTo(200);
  }

  @Test
  void looksUpWhatAClientPrintsThatHasParsedTheSchema() {
    client.register("a", USER_RATED_IN_OTHER_DIGITS);

    assertThat(client.post("/subjects/a", RegistryClient.avro(USER_RATED)).status()).isEqualTo(200);
  }

  @Test
  void tellsAMissingSubjectFromAMissingSchema() {
    client.register("a", USER);

    assertThat(client.post("/subjects/b", RegistryClient.avro(USER)).errorCode()).isEqualTo(40401);
    Reply reply = client.post("/subjects/a", RegistryClient.avro(USER_WITH_MAIL));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.errorCode()).isEqualTo(40403);
  }

  @Test
  void looksUpSchemasWithMetadataWithoutIt() {
    JsonNode body =
        RegistryClient.avro(USER)
            .set("metadata", Json.object().set("properties", Json.object().put("owner", "me")));
    client.post("/subjects/a/versions", body);

    assertThat(client.post("/subjects/a", RegistryClient.avro(USER)).status()).isEqualTo(200);
  }

  @Test
  void refusesTextsThatAreNoSchema() {
    Reply reply = client.register("a", "{\"type\":\"recor\"}");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errorCode()).isEqualTo(42201);
    assertThat(reply.message()).contains("recor");
  }

  @Test
  void refusesUnknownTypes() {
    Reply reply =
        client.post("/subjects/a/versions", RegistryClient.avro("x").put("schemaType", "COBOL"));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.message()).contains("COBOL").contains("AVRO");
  }

  @Test
  void takesWellFormedJsonSchemas() {
    String schema = "{ \"type\": \"object\", \"multipleOf\": 1.10 }";
    JsonNode json =
        client
            .post("/subjects/j/versions", RegistryClient.avro(schema).put("schemaType", "JSON"))
            .json();

    assertThat(json.path("schema").asText()).isEqualTo("{\"type\":\"object\",\"multipleOf\":1.10}");
    assertThat(client.get("/schemas/ids/1").json().path("schemaType").asText()).isEqualTo("JSON");
    assertThat(
            client
                .post("/subjects/j/versions", RegistryClient.avro("{").put("schemaType", "JSON"))
                .errorCode())
        .isEqualTo(42201);
  }

  @Test
  void keepsSubjectsWithAnyCharacters() {
    client.register("a%2Fb%20c%3Ad%C3%A9+", USER);

    assertThat(client.get("/subjects").json().get(0).asText()).isEqualTo("a/b c:dé+");
    assertThat(client.get("/subjects/a%2Fb%20c%3Ad%C3%A9+/versions").text()).isEqualTo("[1]");
  }

  @Test
  void refusesBodiesThatAreNotJson() {
    Reply reply = client.call("POST", "/subjects/a/versions", "{nope");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo(400);
  }

  @Test
  void ignoresUnknownProperties() {
    assertThat(
            client
                .post("/subjects/a/versions", RegistryClient.avro(USER).put("surprise", 1))
                .status())
        .isEqualTo(200);
  }

  @Test
  void findsSchemasById() {
    client.register("a", USER);

    JsonNode json = client.get("/schemas/ids/1?fetchMaxId=true").json();

    assertThat(json.path("schema").asText()).isEqualTo(USER);
    assertThat(json.has("id")).isFalse();
    assertThat(json.has("schemaType")).isFalse();
    assertThat(json.path("subject").asText()).isEqualTo("a");
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(json.path("maxId").asInt()).isEqualTo(1);
    assertThat(client.get("/schemas/ids/1/schema").text()).isEqualTo(USER);
    assertThat(client.get("/schemas/ids/2").errorCode()).isEqualTo(40403);
  }

  @Test
  void prefersTheSubjectAskedForWhenFindingById() {
    client.register("a", USER);
    client.register("b", USER);

    assertThat(client.get("/schemas/ids/1?subject=b").json().path("subject").asText())
        .isEqualTo("b");
  }

  @Test
  void findsSchemasByGuid() {
    String guid = client.register("a", USER).json().path("guid").asText();

    assertThat(client.get("/schemas/guids/" + guid).json().path("schema").asText()).isEqualTo(USER);
    assertThat(registry.guid("a", 1)).hasToString(guid);
    assertThat(client.get("/schemas/guids/" + UUID.randomUUID()).errorCode()).isEqualTo(40403);
    assertThat(client.get("/schemas/guids/none").errorCode()).isEqualTo(40403);
  }

  @Test
  void findsVersions() {
    client.register("a", USER);
    client.register("a", USER_WITH_MAIL);

    assertThat(client.get("/subjects/a/versions").text()).isEqualTo("[1,2]");
    assertThat(client.get("/subjects/a/versions/1").json().path("id").asInt()).isEqualTo(1);
    assertThat(client.get("/subjects/a/versions/latest").json().path("id").asInt()).isEqualTo(2);
    assertThat(client.get("/subjects/a/versions/-1").json().path("id").asInt()).isEqualTo(2);
    assertThat(client.get("/subjects/a/versions/2/schema").text()).isEqualTo(USER_WITH_MAIL);
    assertThat(client.get("/subjects/a/versions/3").errorCode()).isEqualTo(40402);
    assertThat(client.get("/subjects/a/versions/0").errorCode()).isEqualTo(42202);
    assertThat(client.get("/subjects/a/versions/newest").errorCode()).isEqualTo(42202);
    assertThat(client.get("/subjects/b/versions").errorCode()).isEqualTo(40401);
  }

  @Test
  void listsWhereAnIdIsUsed() {
    client.register("a", USER_WITH_MAIL);
    client.register("b", USER);
    client.register("b", USER_WITH_MAIL);

    assertThat(client.get("/schemas/ids/1/versions").text())
        .isEqualTo("[{\"subject\":\"a\",\"version\":1},{\"subject\":\"b\",\"version\":2}]");
    assertThat(client.get("/schemas/ids/1/subjects").text()).isEqualTo("[\"a\",\"b\"]");
    assertThat(client.get("/schemas/ids/9/subjects").errorCode()).isEqualTo(40403);
  }

  @Test
  void registersWithoutHttp() {
    assertThat(registry.register("a", USER)).isEqualTo(1);
    assertThat(client.get("/subjects/a/versions/1/schema").text()).isEqualTo(USER);
    assertThat(registry.requestCount()).isEqualTo(1);
  }
}
