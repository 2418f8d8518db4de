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

/** The commands graph, impact, plan, flatten and history. */
class GraphTest {

  @TempDir private Path folder;
  @TempDir private Path other;

  private String schemas;
  private String changed;

  @BeforeEach
  void write() throws IOException {
    schemas = folder.toString();
    Program.record(folder, "address/1.avsc", "shop.Address", field("city", "'string'"));
    Program.record(folder, "customer.avsc", "shop.Customer", field("at", "'shop.Address'"));
    changed =
        Program.record(
                other,
                "address.avsc",
                "shop.Address",
                field("city", "'string'") + "," + field("zip", "'int'"))
            .toString();
  }

  @Test
  void drawsInThreeLanguages() throws IOException {
    assertThat(run("graph", "--folder", schemas).assertStatus(0).out()).startsWith("flowchart LR");
    assertThat(run("graph", "--folder", schemas, "--format", "dot").assertStatus(0).out())
        .startsWith("digraph");
    Path svg = other.resolve("graph.svg");
    run("graph", "customer", "--folder", schemas, "--format=svg", "--file", svg.toString())
        .assertStatus(0);
    assertThat(svg).content().startsWith("<svg").contains("customer", "address");
    JsonNode result = run("graph", "--folder", schemas, "-o", "json").assertStatus(0).json();
    assertThat(result.path("schemas").asInt()).isEqualTo(2);
    assertThat(result.path("drawing").asText()).startsWith("flowchart");
    run("graph", "nothing*", "--folder", schemas).assertFails("nothing*");
    run("graph").assertFails("add --registry URL");
  }

  @Test
  void drawsTheImpactOfAChange() {
    assertThat(
            run("graph", "--folder", schemas, "--impact", "address", "--schema", changed)
                .assertStatus(0)
                .out())
        .contains(":::impact", ":::changed");
    run("graph", "--folder", schemas, "--impact", "address").assertFails("--to VERSION");
  }

  @Test
  void listsTheImpactOfAChange() throws IOException {
    String[] impact = {"impact", "address", "--folder", schemas, "--schema", changed};
    assertThat(run(impact).assertStatus(1).out()).contains("customer:1: forward compatible only");
    run("impact", "address", "--folder", schemas, "--schema", changed, "--level", "FORWARD")
        .assertStatus(0);
    JsonNode result =
        run("impact", "address:1", "--folder", schemas, "--schema", changed, "-o", "json")
            .assertStatus(1)
            .json();
    assertThat(result.path("dependents")).hasSize(1);
    run("impact", "address", "--folder", schemas, "--to", "7").assertFails("address:7");
  }

  @Test
  void plansTheWayToAnotherVersion() throws IOException {
    Program.record(
        folder,
        "address/2.avsc",
        "shop.Address",
        field("city", "'string'") + ",{'name':'zip','type':'int','default':0}");
    Program.record(
        folder,
        "address/3.avsc",
        "shop.Address",
        field("city", "'string'") + "," + field("street", "'int'"));

    assertThat(run("plan", "address:1", "--to", "2", "--folder", schemas).assertStatus(0).out())
        .contains("zip");
    JsonNode risky =
        run("plan", "address:1", "--to", "3", "--folder", schemas, "-o", "json", "--records", "60")
            .assertStatus(1)
            .json();
    assertThat(risky.path("steps").size()).isGreaterThan(2);
    run("plan", "address:1", "--to", "9", "--folder", schemas).assertFails("address:9");
    run("plan", "address:1", "--to", "1", "--folder", schemas).assertFails("another version");
    run("plan", "address:1", "--folder", schemas).assertFails("--to");
  }

  @Test
  void flattensFilesAndSubjects() throws IOException {
    String text = run("flatten", schemas + "/customer.avsc").assertStatus(0).out();
    assertThat(text).contains("\"shop\"", "\"Address\"", "\"city\"");
    JsonNode result =
        run("flatten", "customer", "--folder", schemas, "-o", "json").assertStatus(0).json();
    assertThat(result.path("references").asInt()).isEqualTo(1);
    assertThat(result.path("schema").asText()).contains("city");
    run("flatten", "nobody", "--folder", schemas).assertFails("nobody is not known");
  }

  @Test
  void tellsTheHistoryOfASubject() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.compatibility("address", "NONE");
      registry.register("address", Files.readString(folder.resolve("address/1.avsc")));
      registry.register("address", Files.readString(Path.of(changed)));
      String[] history = {"history", "address", "--registry", registry.url()};

      assertThat(run(history).assertStatus(0).out())
          .contains("address:1 (id 1): first version")
          .contains("address:2 (id 2): forward compatible only")
          .contains("Field 'zip' was added");
      JsonNode result =
          run("history", "address", "--registry", registry.url(), "-o", "json")
              .assertStatus(0)
              .json();
      assertThat(result.path("steps").get(1).path("kind").asText()).isEqualTo("FORWARD");
      assertThat(
              run("history", "address", "--registry", registry.url(), "--mermaid")
                  .assertStatus(0)
                  .out())
          .startsWith("timeline");
      run("history", "nobody", "--registry", registry.url()).assertFails("nobody is not known");
    }
  }
}
