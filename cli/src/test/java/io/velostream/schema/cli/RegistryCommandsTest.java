// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.field;
import static io.velostream.schema.cli.Program.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands register, download and migrate. */
class RegistryCommandsTest {

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final EmbeddedSchemaRegistry target = EmbeddedSchemaRegistry.start();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    registry.close();
    target.close();
  }

  private void writeFiles() throws IOException {
    Program.record(folder, "address.avsc", "shop.Address", field("city", "'string'"));
    Program.record(folder, "customer.avsc", "shop.Customer", field("at", "'shop.Address'"));
  }

  @Test
  void registersAFolderInItsOrder() throws IOException {
    writeFiles();
    registry.register("address", "{\"type\":\"record\",\"name\":\"shop.Address\",\"fields\":[]}");
    registry.compatibility("address", "NONE");
    String[] register = {
      "register", "--folder", folder.toString(), "--registry", registry.url(), "-o", "json"
    };

    JsonNode planned =
        run(
                "register",
                "--folder",
                folder + "",
                "--registry",
                registry.url(),
                "--dry-run",
                "-ojson")
            .assertStatus(0)
            .json();
    assertThat(planned.path("schemas").get(0).path("action").asText())
        .isEqualTo("would be registered");
    assertThat(registry.versions("address")).containsExactly(1);

    JsonNode result = run(register).assertStatus(0).json();
    assertThat(result.path("schemas").get(0).path("version").asInt()).isEqualTo(2);
    assertThat(result.path("schemas").get(1).path("action").asText()).isEqualTo("registered");
    assertThat(run("graph", "customer", "--registry", registry.url()).out())
        .contains("address<br/>version 2");

    JsonNode again = run(register).assertStatus(0).json();
    assertThat(again.path("schemas").get(1).path("action").asText()).isEqualTo("unchanged");
    assertThat(registry.versions("customer")).containsExactly(1);
  }

  @Test
  void registersAFileWithWhatItRefersTo() throws IOException {
    writeFiles();

    assertThat(
            run(
                    "register",
                    folder.resolve("customer.avsc").toString(),
                    "--subject",
                    "customer-value",
                    "--registry",
                    registry.url())
                .assertStatus(0)
                .out())
        .contains("SUBJECT", "customer-value", "registered");
    assertThat(registry.versions("address")).hasSize(1);
    assertThat(registry.versions("customer-value")).hasSize(1);
  }

  @Test
  void anIncompatibleSchemaIsNotRegistered() throws IOException {
    registry.register("a", "{\"type\":\"record\",\"name\":\"A\",\"fields\":[]}");
    Path file = Program.record(folder, "a.avsc", "A", field("x", "'int'"));

    Program program = run("register", file.toString(), "--registry", registry.url());

    assertThat(program.status()).isEqualTo(1);
    assertThat(program.err().lines()).hasSize(1);
    assertThat(registry.versions("a")).hasSize(1);
    run("register", "--registry", registry.url()).assertFails("give a file or --folder DIR");
    run("register", file.toString()).assertFails("add --registry URL");
  }

  private void fill() {
    registry.register("a:b/c", "{\"type\":\"record\",\"name\":\"n.A\",\"fields\":[]}");
    registry.register(
        "b",
        "{\"type\":\"record\",\"name\":\"n.B\",\"fields\":[{\"name\":\"a\",\"type\":\"n.A\"}]}",
        new SchemaReference("n.A", "a:b/c", 1));
    registry.register("c", "\"string\"");
    registry.register("JSON", "d", "{\"type\":\"object\",\"minProperties\":1}", List.of());
  }

  @Test
  void downloadsAFolderThatCanBeReadAgain() throws IOException {
    fill();
    Path to = folder.resolve("down");

    JsonNode result =
        run("download", "--to", to.toString(), "--registry", registry.url(), "-o", "json")
            .assertStatus(0)
            .json();

    assertThat(result.path("schemas")).hasSize(4);
    var catalog = FolderCatalog.read(to);
    assertThat(catalog.graph().nodes())
        .extracting(SubjectVersion::toString)
        .containsExactlyInAnyOrder("a:b/c:1", "b:1", "c:1", "d:1");
    assertThat(catalog.requireLatest(Subject.of("b")).definition().references()).hasSize(1);
    run("check", to.toString()).assertStatus(0);

    Path latest = folder.resolve("latest");
    assertThat(
            run("download", "b", "--latest", "--to", latest + "", "--registry", registry.url())
                .assertStatus(0)
                .out())
        .contains("a%3Ab%2Fc");
    run("download", "zzz", "--to", latest + "", "--registry", registry.url())
        .assertFails("no subject that matches zzz");
    run("download", "--registry", registry.url()).assertFails("--to");
  }

  @Test
  void migratesIdsVersionsAndReferences() throws IOException {
    registry.register("other", "\"long\"");
    fill();
    registry.compatibility("c", "NONE");
    registry.register("c", "\"bytes\"");
    target.register("other-there", "\"long\"");
    String[] migrate = {
      "migrate", "?", "--registry", registry.url(), "--to-registry", target.url(), "-ojson"
    };

    JsonNode dry =
        run(
                "migrate",
                "?",
                "--registry",
                registry.url(),
                "--to-registry",
                target.url(),
                "--dry-run",
                "-ojson")
            .assertStatus(0)
            .json();
    assertThat(dry.path("copied").asInt()).isZero();
    assertThat(target.versions("c")).isEmpty();

    JsonNode result = run(migrate).assertStatus(0).json();
    assertThat(result.path("copied").asInt()).isEqualTo(5);
    assertThat(result.path("verified").asInt()).isEqualTo(5);
    assertThat(target.versions("c")).containsExactly(1, 2);
    assertThat(run("history", "c", "--registry", target.url()).out())
        .isEqualTo(run("history", "c", "--registry", registry.url()).out());

    JsonNode again = run(migrate).assertStatus(0).json();
    assertThat(again.path("copied").asInt()).isZero();
    assertThat(again.path("unchanged").asInt()).isEqualTo(5);

    registry.register("c", "\"double\"");
    assertThat(run(migrate).assertStatus(0).json().path("copied").asInt()).isEqualTo(1);
    target.compatibility("c", "NONE");
    assertThat(target.register("c", "\"float\"")).as("no import mode any more").isPositive();
  }

  @Test
  void aConflictIsFoundBeforeAnythingIsWritten() throws IOException {
    registry.register("a", "\"int\"");
    registry.register("b", "\"long\"");
    target.register("b", "\"string\"");

    Program program =
        run("migrate", "--registry", registry.url(), "--to-registry", target.url()).assertStatus(1);

    assertThat(program.out())
        .contains("the target has another schema at b:1")
        .contains("nothing was written");
    assertThat(target.versions("a")).isEmpty();
    run("migrate", "--registry", registry.url()).assertFails("add --to-registry URL");
  }
}
