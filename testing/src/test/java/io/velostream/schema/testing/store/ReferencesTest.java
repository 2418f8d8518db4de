// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.RegistryClient;
import io.velostream.schema.testing.RegistryClient.Reply;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferencesTest {

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

  private static String record(String name, String fieldType) {
    return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"f\",\"type\":\"%s\"}]}"
        .formatted(name, fieldType);
  }

  private static SchemaReference to(String name, int version) {
    return new SchemaReference(name, name, version);
  }

  @Test
  void parsesReferencedTypesAndGivesTheReferenceBack() {
    registry.register("Money", record("Money", "long"));

    Reply reply =
        client.post(
            "/subjects/Order/versions",
            RegistryClient.referring(record("Order", "Money"), "Money", "Money", 1));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(client.get("/schemas/ids/2").json().path("references").toString())
        .isEqualTo("[{\"name\":\"Money\",\"subject\":\"Money\",\"version\":1}]");
    assertThat(reply.json().path("schema").asText()).isEqualTo(record("Order", "Money"));
  }

  @Test
  void parsesDiamonds() {
    registry.register("D", record("D", "long"));
    registry.register("B", record("B", "D"), to("D", 1));
    registry.register("C", record("C", "D"), to("D", 1));
    String top =
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":["
            + "{\"name\":\"b\",\"type\":\"B\"},{\"name\":\"c\",\"type\":\"C\"}]}";

    assertThat(registry.register("A", top, to("B", 1), to("C", 1))).isEqualTo(4);
  }

  @Test
  void keepsReferencesOutOfNormalizedTexts() {
    registry.register("Money", record("Money", "long"));

    Reply reply =
        client.post(
            "/subjects/Order/versions?normalize=true",
            RegistryClient.referring(record("Order", "Money"), "Money", "Money", 1));

    assertThat(reply.json().path("schema").asText())
        .contains("\"Order\"")
        .doesNotContain("\"long\"");
  }

  @Test
  void refusesReferencesThatLeadNowhere() {
    Reply reply =
        client.post(
            "/subjects/Order/versions",
            RegistryClient.referring(record("Order", "Money"), "Money", "money", 3));

    assertThat(reply.errorCode()).isEqualTo(42201);
    assertThat(reply.message()).contains("Money").contains("'money'").contains("3");
  }

  @Test
  void refusesCyclicReferencesWithThePath() {
    registry.registerUnchecked("AVRO", "a", record("A", "B"), List.of(to("b", 1)));
    registry.registerUnchecked("AVRO", "b", record("B", "A"), List.of(to("a", 1)));

    assertThatThrownBy(() -> registry.register("c", record("C", "A"), to("a", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a:1 -> b:1 -> a:1");
  }

  @Test
  void followsTheLatestVersion() {
    registry.register("Money", record("Money", "int"));
    registry.register("Money", record("Money", "long"));

    assertThat(registry.register("Order", record("Order", "Money"), to("Money", -1))).isEqualTo(3);
    assertThat(client.get("/subjects/Money/versions/2/referencedby").text()).isEqualTo("[3]");
    assertThat(client.get("/subjects/Money/versions/1/referencedby").text()).isEqualTo("[]");
  }

  @Test
  void listsWhoRefers() {
    registry.register("Money", record("Money", "int"));
    registry.register("Order", record("Order", "Money"), to("Money", 1));
    registry.register("Bill", record("Bill", "Money"), to("Money", 1));

    assertThat(client.get("/subjects/Money/versions/latest/referencedby").text())
        .isEqualTo("[2,3]");
  }

  @Test
  void resolvesRelativeSubjectsInTheContextOfTheReferrer() {
    registry.register(":.eu:Money", record("Money", "int"));

    assertThat(registry.register(":.eu:Order", record("Order", "Money"), to("Money", 1)))
        .isEqualTo(2);
    assertThatThrownBy(() -> registry.register("Order", record("Order", "Money"), to("Money", 1)))
        .hasMessageContaining("Money");
  }
}
