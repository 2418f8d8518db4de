// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.field;
import static io.velostream.schema.cli.Program.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {

  @TempDir private Path folder;

  private String old;
  private String compatible;
  private String breaking;

  @BeforeEach
  void write() throws IOException {
    String id = field("id", "'string'");
    String note = "{'name':'note','type':['null','string'],'default':null}";
    old = Program.record(folder, "a/order.avsc", "Order", id).toString();
    compatible = Program.record(folder, "b/order.avsc", "Order", id + "," + note).toString();
    breaking =
        Program.record(folder, "c/order.avsc", "Order", id + "," + field("total", "'long'"))
            .toString();
  }

  @Test
  void listsDifferencesOfFiles() {
    Program program = run("diff", old, breaking).assertStatus(1);

    assertThat(program.out())
        .contains("BACKWARD  FORWARD  DIFFERENCE")
        .contains("CRITICAL  INFO     Field 'total' was added")
        .contains("BACKWARD: incompatible");
  }

  @Test
  void theLevelDecidesTheStatus() {
    assertThat(run("diff", old, compatible).assertStatus(0).out()).contains("BACKWARD: compatible");
    run("diff", old, breaking, "--level", "FORWARD").assertStatus(0);
    run("diff", old, breaking, "--level", "NONE").assertStatus(0);
    assertThat(run("diff", old, old).assertStatus(0).out()).contains("no difference");
  }

  @Test
  void printsJson() throws IOException {
    JsonNode result = run("diff", old, breaking, "--output", "json").assertStatus(1).json();

    assertThat(result.path("compatible").asBoolean()).isFalse();
    assertThat(result.path("backward").path("reasons")).hasSize(1);
    assertThat(result.path("forward").path("compatible").asBoolean()).isTrue();
    JsonNode difference = result.path("differences").get(0);
    assertThat(difference.path("kind").asText()).isEqualTo("FieldAdded");
    assertThat(difference.path("path").asText()).isEqualTo("total");
    assertThat(difference.path("backward").asText()).isEqualTo("CRITICAL");
  }

  @Test
  void coloursAreShownOnlyWhereTheyAreWanted() {
    assertThat(run("", true, "diff", old, breaking).out()).contains("\u001b[31mCRITICAL\u001b[0m");
    assertThat(run("", false, "diff", old, breaking).out()).doesNotContain("\u001b");
  }

  @Test
  void comparesVersionsOfARegistryAndFiles() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("order", Files.readString(Path.of(old)));
      registry.register("order", Files.readString(Path.of(compatible)));

      assertThat(
              run("diff", "order:1", "order:latest", "--registry", registry.url())
                  .assertStatus(0)
                  .out())
          .startsWith("order:1 to order:2")
          .contains("'note'");
      assertThat(
              run("diff", "order", breaking, "-D", "schema.registry.url=" + registry.url())
                  .assertStatus(1)
                  .out())
          .contains("'total'");
    }
  }

  @Test
  void followsReferencesToFilesOfTheFolder() throws IOException {
    for (String version : new String[] {"a", "b"}) {
      String fields = version.equals("a") ? field("city", "'string'") : field("city", "'bytes'");
      Program.record(folder, version + "/address.avsc", "shop.Address", fields);
      Program.record(folder, version + "/customer.avsc", "Customer", field("at", "'shop.Address'"));
    }

    assertThat(
            run(
                    "diff",
                    folder.resolve("a/customer.avsc").toString(),
                    folder.resolve("b/customer.avsc").toString(),
                    "--level",
                    "FULL")
                .out())
        .contains("'at.city'");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    run("diff", old).assertFails("NEW");
    run("diff", old, "nowhere.avsc").assertFails("there is no file nowhere.avsc");
    run("diff", old, old, "--level", "WORST").assertFails("WORST");
    String invalid = Program.write(folder, "d/order.avsc", "{'type':'record'}").toString();
    run("diff", old, invalid).assertFails("order.avsc");
    String missing =
        Program.record(folder, "e/order.avsc", "Order", field("at", "'shop.Nowhere'")).toString();
    run("diff", old, missing).assertFails("shop.Nowhere");
  }
}
