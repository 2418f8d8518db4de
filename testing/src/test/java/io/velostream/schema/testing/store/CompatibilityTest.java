// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.RegistryClient;
import io.velostream.schema.testing.RegistryClient.Reply;
import io.velostream.schema.testing.model.RegistryVersion;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

  private static final String V1 = record("\"id\",\"type\":\"long\"");
  private static final String WITH_DEFAULT =
      record("\"id\",\"type\":\"long\"", "\"mail\",\"type\":\"string\",\"default\":\"\"");
  private static final String WITHOUT_DEFAULT =
      record("\"id\",\"type\":\"long\"", "\"mail\",\"type\":\"string\"");

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  private static String record(String... fields) {
    return "{\"type\":\"record\",\"name\":\"User\",\"fields\":[{\"name\":"
        + String.join("},{\"name\":", fields)
        + "}]}";
  }

  @BeforeEach
  void start() {
    registry =
        EmbeddedSchemaRegistry.builder()
            .compatibilityChecker(
                "JSON",
                (reader, readerReferences, writer, writerReferences) ->
                    (reader + readerReferences).contains("strict")
                            && !(writer + writerReferences).contains("strict")
                        ? List.of("the reader is strict")
                        : List.of())
            .compatibilityChecker(
                "PROTOBUF", (reader, readerReferences, writer, writerReferences) -> List.of())
            .start();
    client = new RegistryClient(registry.url());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void refusesIncompatibleSchemasSayingWhere() {
    client.register("a", V1);

    Reply reply = client.register("a", WITHOUT_DEFAULT);

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.errorCode()).isEqualTo(40901);
    assertThat(reply.message())
        .contains("'a'")
        .contains("BACKWARD")
        .contains("reader new, writer version 1")
        .contains("/fields/1")
        .contains("mail");
    assertThat(registry.versions("a")).containsExactly(1);
  }

  @Test
  void saysPlain409InTheLegacyGeneration() {
    try (EmbeddedSchemaRegistry legacy =
        EmbeddedSchemaRegistry.builder().registryVersion(RegistryVersion.LEGACY).start()) {
      legacy.register("a", V1);

      assertThat(new RegistryClient(legacy.url()).register("a", WITHOUT_DEFAULT).errorCode())
          .isEqualTo(409);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 200, 200",
    "BACKWARD, 200, 409",
    "BACKWARD_TRANSITIVE, 200, 409",
    "FORWARD, 200, 200",
    "FORWARD_TRANSITIVE, 200, 200",
    "FULL, 200, 409",
    "FULL_TRANSITIVE, 200, 409",
  })
  void appliesTheLevelToNewFields(String level, int withDefault, int withoutDefault) {
    registry.compatibility("", level);
    registry.register("a", V1);
    registry.register("b", V1);

    assertThat(client.register("a", WITH_DEFAULT).status()).isEqualTo(withDefault);
    assertThat(client.register("b", WITHOUT_DEFAULT).status()).isEqualTo(withoutDefault);
  }

  @ParameterizedTest
  @CsvSource({"NONE, 200", "BACKWARD, 200", "FORWARD, 409", "FULL, 409"})
  void appliesTheLevelToRemovedFields(String level, int status) {
    registry.register("a", WITHOUT_DEFAULT);
    registry.compatibility("a", level);

    assertThat(client.register("a", V1).status()).isEqualTo(status);
  }

  @Test
  void looksAtAllVersionsWhenTransitive() {
    registry.register("a", V1);
    registry.register("a", WITH_DEFAULT);
    registry.compatibility("a", "BACKWARD");
    assertThat(isCompatible("/compatibility/subjects/a/versions", WITHOUT_DEFAULT)).isTrue();

    registry.compatibility("a", "BACKWARD_TRANSITIVE");
    assertThat(isCompatible("/compatibility/subjects/a/versions", WITHOUT_DEFAULT)).isFalse();
  }

  private boolean isCompatible(String path, String schema) {
    return client
        .post(path, RegistryClient.avro(schema))
        .json()
        .required("is_compatible")
        .booleanValue();
  }

  @Test
  void checksAgainstOneVersion() {
    registry.register("a", V1);
    registry.register("a", WITH_DEFAULT);

    assertThat(isCompatible("/compatibility/subjects/a/versions/1", WITHOUT_DEFAULT)).isFalse();
    assertThat(isCompatible("/compatibility/subjects/a/versions/2", WITHOUT_DEFAULT)).isTrue();
    assertThat(isCompatible("/compatibility/subjects/a/versions/latest", WITHOUT_DEFAULT)).isTrue();
    assertThat(registry.versions("a")).containsExactly(1, 2);
  }

  @Test
  void explainsOnlyWhenVerbose() {
    registry.register("a", V1);
    String path = "/compatibility/subjects/a/versions/latest";

    assertThat(client.post(path, RegistryClient.avro(WITHOUT_DEFAULT)).json().has("messages"))
        .isFalse();
    assertThat(
            client
                .post(path + "?verbose=true", RegistryClient.avro(WITHOUT_DEFAULT))
                .json()
                .at("/messages/0")
                .asText())
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void findsNothingAgainstTheFirstVersionOfASubject() {
    assertThat(isCompatible("/compatibility/subjects/new/versions", V1)).isTrue();
    assertThat(
            client
                .post("/compatibility/subjects/new/versions/latest", RegistryClient.avro(V1))
                .errorCode())
        .isEqualTo(40401);
  }

  @Test
  void checksSchemasWithReferences() {
    registry.register("User", V1);
    String order = "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[]}";
    String withUser = order.replace("[]", "[{\"name\":\"user\",\"type\":\"User\"}]");
    registry.register("o", withUser, new SchemaReference("User", "User", 1));
    registry.register("o", order);
    registry.compatibility("o", "BACKWARD_TRANSITIVE");

    Reply reply =
        client.post(
            "/subjects/o/versions",
            RegistryClient.referring(withUser.replace("user", "owner"), "User", "User", 1));

    assertThat(reply.errorCode()).isEqualTo(40901);
    assertThat(reply.message()).contains("owner");
  }

  @Test
  void refusesAnotherSchemaTypeInTheSubject() {
    registry.register("a", V1);

    Reply reply =
        client.post("/subjects/a/versions", RegistryClient.avro("{}").put("schemaType", "JSON"));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.message()).contains("AVRO").contains("JSON");
  }

  @Test
  void asksTheCheckerOfTheUser() {
    registry.register("JSON", "j", "{}", List.of());

    Reply reply =
        client.post(
            "/subjects/j/versions",
            RegistryClient.avro("{\"title\":\"strict\"}").put("schemaType", "JSON"));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.message()).contains("the reader is strict");
  }

  @Test
  void showsTheCheckerWhatSchemasReferTo() {
    registry.register("JSON", "inner", "{\"title\":\"strict\"}", List.of());
    registry.register("JSON", "loose", "{}", List.of());
    registry.register("JSON", "outer", "{}", List.of(new SchemaReference("i", "inner", 1)));
    List<SchemaReference> toLoose = List.of(new SchemaReference("i", "loose", 1));
    List<SchemaReference> toOuter = List.of(new SchemaReference("o", "outer", 1));
    registry.register("JSON", "j", "{}", toLoose);

    assertThatThrownBy(() -> registry.register("JSON", "j", "{}", toOuter))
        .hasMessageContaining("the reader is strict");
  }

  @Test
  void cannotTellWhereOneNameMeansTwoSchemas() {
    registry.register("JSON", "one", "{\"title\":\"one\"}", List.of());
    registry.register("JSON", "two", "{\"title\":\"two\"}", List.of());
    registry.register("JSON", "outer", "{}", List.of(new SchemaReference("n", "one", 1)));
    registry.register("JSON", "j", "{}", List.of());
    List<SchemaReference> both =
        List.of(new SchemaReference("o", "outer", 1), new SchemaReference("n", "two", 1));

    assertThatThrownBy(() -> registry.register("JSON", "j", "{}", both))
        .hasMessageContaining("cannot tell")
        .hasMessageContaining("[n]");
  }

  @Test
  void knowsEveryTypeThatItHasACheckerFor() {
    assertThat(client.get("/schemas/types").text()).isEqualTo("[\"AVRO\",\"JSON\",\"PROTOBUF\"]");
    assertThat(registry.register("PROTOBUF", "p", "syntax = \"proto3\";", List.of())).isEqualTo(1);
  }
}
