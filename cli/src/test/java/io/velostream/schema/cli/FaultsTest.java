// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.field;
import static io.velostream.schema.cli.Program.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no valid schemas, beside others that are, and cycles of references. */
class FaultsTest {

  private static final String ID = field("id", "'string'");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bad.json|{'type':'foo'}|/type",
        "bad.json|{'properties':5,'required':'x','minLength':-1,'pattern':'('}|/properties",
        "bad.json|{'pattern':'('}|/pattern: a pattern of the schema is not a regular expression",
        "bad.json|{'$ref':'#/definitions/X'}|#/definitions/X",
        "bad.json|{'a':1,'a':2}|duplicate key",
        "bad.avsc|{'type':'record','name':'B','fields':[{'name':'a','type':'int','default':'x'}]}|a",
        "bad.avsc|{'type':'record','name':'B-C','fields':[]}|B-C",
        "bad.avsc|{'type':'record'}|bad.avsc",
        "bad.avsc| |bad.avsc is empty",
        "bad.json|\ufeff{}|bad.json starts with a byte order mark",
      })
  void noCommandTakesAnInvalidSchema(String name, String text, String reason) throws IOException {
    Path good = Program.record(folder, "good.avsc", "Good", ID);
    Path bad = Program.write(folder, name, text == null ? "" : text);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      Program check = run("check", folder.toString());
      assertThat(check.status()).isEqualTo(2);
      assertThat(check.err()).contains(bad.toString()).contains(reason).hasLineCount(1);
      assertThat(check.out()).contains("compatible  good:1").contains("cannot tell  bad:1");
      JsonNode checks = run("check", folder.toString(), "-o", "json").json().path("checks");
      assertThat(checks.get(0).path("fault").asText()).contains(bad.toString());
      assertThat(checks.get(0).path("compatible").asBoolean()).isFalse();
      assertThat(checks.get(1).path("compatible").asBoolean()).isTrue();

      for (String[] command :
          List.of(
              new String[] {"diff", bad.toString(), bad.toString()},
              new String[] {"diff", "bad", "bad", "--folder", folder.toString()},
              new String[] {"check", bad.toString(), "--against", bad.toString()},
              new String[] {"check", "bad:1", "--folder", folder.toString()},
              new String[] {"check", folder.toString(), "--registry", registry.url()},
              new String[] {"check", folder.toString(), "--against", folder.toString()},
              new String[] {"register", bad.toString(), "--registry", registry.url()},
              new String[] {"register", bad.toString(), "--registry", registry.url(), "--dry-run"},
              new String[] {"register", "--folder", folder + "", "--registry", registry.url()},
              new String[] {
                "register", "--folder", folder + "", "--registry", registry.url(), "--dry-run"
              })) {
        Program program = run(command);
        assertThat(program.status()).as(String.join(" ", command) + program.out()).isEqualTo(2);
        assertThat(program.err()).contains(bad.getFileName().toString()).contains(reason);
      }
      assertThat(registry.versions("good")).isEmpty();
      run("diff", "good", "good", "--folder", folder.toString()).assertStatus(0);
      run("diff", good.toString(), good.toString()).assertStatus(0);
      run("register", "good", "--folder", folder + "", "--registry", registry.url())
          .assertStatus(0);
      assertThat(registry.versions("good")).containsExactly(1);
    }
  }

  @Test
  void aGoodFileWithReferencesIsReadBesideABadOne() throws IOException {
    Program.record(folder, "address.avsc", "Address", ID);
    Path user = Program.record(folder, "user.avsc", "User", field("at", "'Address'"));
    Program.write(folder, "bad.json", "{");

    run("diff", user.toString(), user.toString()).assertStatus(0);
    Program graph = run("graph", "--folder", folder.toString());
    assertThat(graph.out()).contains("user<br/>version 1");
    assertThat(graph.err()).contains("bad.json is not JSON");
    assertThat(graph.status()).isEqualTo(2);
  }

  @Test
  void versionsWithALetterAreCompared() throws IOException {
    for (String name : List.of("v%d.avsc", "0%d.avsc")) {
      Path versions = folder.resolve(name.substring(0, 1));
      Program.record(versions, "orders/" + name.formatted(1), "Order", ID);
      Program.record(versions, "orders/" + name.formatted(2), "Order", field("x", "'int'"));

      assertThat(run("check", versions.toString()).assertStatus(1).out())
          .contains("incompatible  orders:2");
      assertThat(run("check", versions + "/orders").assertStatus(1).out())
          .contains("incompatible  orders:2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mermaid", "dot", "svg"})
  void aCycleOfAFolderIsDrawn(String format) throws IOException {
    Program.record(folder, "a.avsc", "A", field("b", "'B'"));
    Program.record(folder, "b.avsc", "B", field("a", "'A'"));
    Program.record(folder, "c.avsc", "C", ID);

    String drawing =
        run("graph", "--folder", folder.toString(), "--format", format).assertStatus(0).out();
    assertThat(drawing).contains("#e5484d");

    Program check = run("check", folder.toString());
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.out()).contains("compatible  c:1").contains("cannot tell  a:1");
    assertThat(check.err()).contains("a.avsc: ").contains("b.avsc: ").hasLineCount(2);
  }

  @Test
  void aDryRunSaysWhatTheRegistryRefuses() throws IOException {
    Program.record(folder, "geo/1.avsc", "Geo", ID);
    Program.record(folder, "geo/2.avsc", "Geo", ID + "," + field("x", "'int'"));
    Program.record(folder, "old.avsc", "Old", ID + "," + field("x", "'int'"));
    Program.record(folder, "user.avsc", "User", field("geo", "'Geo'"));
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("old", "{\"type\":\"record\",\"name\":\"Old\",\"fields\":[]}");
      String[] dryRun = {
        "register", "--folder", folder + "", "--registry", registry.url(), "--dry-run", "-ojson"
      };

      JsonNode planned = run(dryRun).assertStatus(1).json().path("schemas");
      assertThat(planned.findValuesAsText("subject"))
          .containsExactlyInAnyOrder("geo", "geo", "old", "user");
      for (JsonNode each : planned) {
        boolean isRefused =
            each.path("subject").asText().equals("old")
                || (each.path("subject").asText().equals("geo")
                    && each.path("version").asInt() == 2);
        assertThat(each.path("action").asText())
            .isEqualTo(isRefused ? "would be refused" : "would be registered");
        assertThat(each.path("reasons").size() > 0).isEqualTo(isRefused);
        assertThat(each.path("version").asInt()).isPositive();
      }
      assertThat(registry.versions("geo")).isEmpty();

      registry.compatibility("old", "NONE");
      registry.compatibility("geo", "NONE");
      run(dryRun).assertStatus(0);
      dryRun[dryRun.length - 1] = "-otext";
      assertThat(run(dryRun).assertStatus(0).out())
          .containsPattern("geo +1 +would be registered")
          .containsPattern("geo +2 +would be registered")
          .containsPattern("old +2 +would be registered");
    }
  }

  @Test
  void aCycleDoesNotStandInTheWayOfAMigration() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        EmbeddedSchemaRegistry target = EmbeddedSchemaRegistry.start()) {
      registry.register("JSON", "a", "{\"type\":\"object\"}", List.of());
      registry.register(
          "JSON",
          "b",
          "{\"properties\":{\"a\":{\"$ref\":\"a.json\"}}}",
          List.of(new SchemaReference("a.json", "a", -1)));
      registry.compatibility("a", "NONE");
      registry.register(
          "JSON",
          "a",
          "{\"properties\":{\"b\":{\"$ref\":\"b.json\"}}}",
          List.of(new SchemaReference("b.json", "b", 1)));
      registry.register("other", "\"string\"");

      JsonNode result =
          run("migrate", "--registry", registry.url(), "--to-registry", target.url(), "-ojson")
              .assertStatus(0)
              .json();
      assertThat(result.path("copied").asInt()).isEqualTo(4);
      assertThat(target.versions("a")).containsExactly(1, 2);
      assertThat(target.versions("other")).containsExactly(1);

      Path down = folder.resolve("down");
      run("download", "--to", down.toString(), "--registry", registry.url()).assertStatus(0);
      run("download", "--latest", "--to", folder + "/l", "--registry", registry.url())
          .assertStatus(0);
      Program check = run("check", down.toString());
      assertThat(check.status()).isEqualTo(2);
      assertThat(check.out()).contains("compatible  other:1").contains("compatible  a:1");
      assertThat(check.err()).contains("cycle");
    }
  }

  @Test
  void levelNoneIsNotSaidToHaveNoEarlierVersion() throws IOException {
    Path file = Program.record(folder, "orders.avsc", "Order", ID);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("orders", "\"string\"");
      registry.compatibility("orders", "NONE");

      assertThat(
              run("check", file + "", "--subject", "orders", "--registry", registry.url())
                  .assertStatus(0)
                  .out())
          .contains("NONE, earlier versions are not compared");
      assertThat(run("check", file + "", "--against", file + "", "--level", "none").out())
          .contains("NONE, earlier versions are not compared");
    }
  }

  @Test
  void namesDoNotBreakTablesAndFileSystems() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("a\nb", "\"string\"");
      registry.register("CON", "\"string\"");
      registry.register("Orders", "\"string\"");
      registry.register("orders", "\"long\"");

      String table =
          run("download", "--to", folder.toString(), "--registry", registry.url())
              .assertStatus(0)
              .out();
      assertThat(table).hasLineCount(5).contains("a\\u000ab").contains("%43ON");
      assertThat(table.lines().map(each -> each.toLowerCase(java.util.Locale.ROOT)).distinct())
          .hasSize(5);
      assertThat(run("check", folder.toString()).assertStatus(0).out())
          .contains("CON:1", "Orders:1", "orders:1", "a\\u000ab:1");
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path file = Program.record(folder, "a.avsc", "A", ID);
    Program.record(folder, "b.avsc", "A2", ID + "," + field("x", "['null','int']"));
    run("check", folder.toString(), "--against", folder + "/none")
        .assertFails("there is no folder " + folder + "/none");
    run("diff", folder.toString(), file.toString()).assertFails(" is a folder; name one of its");
    run("graph", "--folder", folder + "/none").assertFails(folder + "/none");
    run("diff", "a", "b", "--folder", folder + "", "--registry", "http://localhost:1")
        .assertFails("both --registry and --folder are given");
    Path config = Files.writeString(folder.resolve("c.properties"), "schema.registry.ulr=http://x");
    run("diff", "orders", "orders", "--config", config.toString())
        .assertFails("c.properties has no schema.registry.url, but schema.registry.ulr");
    run("diff", file + "", file + "", "--level", "backward").assertStatus(0);
    assertThat(run("diff", file + "", folder + "/b.avsc").out()).contains("differences: ");
    run("graph", "--folder", folder + "", "--file", folder + "/none/x.svg")
        .assertFails("there is no folder " + folder + "/none");
    run("impact", "a", "--to", "2", "--schema", file + "", "--folder", folder + "")
        .assertFails("both --to and --schema are given");
  }

  @Test
  void recordsWithoutFramesAndSharedSchemasAreShownAsTheyAre() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("b", "\"string\"");
      registry.register("a", "\"string\"");
      registry.register("t-value", "\"string\"");
      registry.register("JSON", "j", "{}", List.of());
      String url = registry.url();

      Program shared = run("cat", "--hex", "00000000010461 62".replace(" ", ""), "--registry", url);
      assertThat(shared.out()).startsWith("a:1 or b:1 or t-value:1 (id 1)  \"ab\"");
      JsonNode json = run("cat", "--hex", "0000000001046162", "--registry", url, "-ojson").json();
      assertThat(json.path("subject").isNull()).isTrue();
      assertThat(json.path("subjects")).hasSize(3);
      assertThat(run("cat", "--hex", "0000000001046162", "--registry", url, "--topic", "t").out())
          .startsWith("t-value:1 (id 1)");

      Program cut = run("cat", "--hex", "000000000104", "--registry", url).assertStatus(2);
      assertThat(cut.out()).contains("it ends before the value does");
      Program noJson = run("cat", "--hex", "00000000027b0a22", "--registry", url).assertStatus(2);
      assertThat(noJson.out()).hasLineCount(1).doesNotContain("REDACTED").contains("line 2");

      assertThat(run("cat", "--hex", "6b6579", "--key", "--registry", url).assertStatus(0).out())
          .isEqualTo("\"key\"\n");
      run("cat", "--hex", "6b6579", "--registry", url).assertStatus(2);
      run("cat", "--topic", "t", "--max", "-1", "--registry", url).assertFails("--max is -1");
      run("cat", "--topic", "t", "--max", "0", "--registry", url).assertFails("--max is 0");
      run("cat", "--hex", "00", "--max", "1", "--registry", url).assertFails("not for --hex");
      run("cat", "--topic", "t", "--from-offset", "-3", "--registry", url).assertFails("-3");
    }
  }

  @Test
  void anEmptiedAuditLogIsNotVerified() throws IOException {
    Path log = Files.writeString(folder.resolve("audit.log"), "");

    assertThat(run("verify-audit", log.toString()).assertStatus(2).out()).contains("cannot tell");
    JsonNode result = run("verify-audit", log.toString(), "-o", "json").assertStatus(2).json();
    assertThat(result.path("digest").isNull()).isTrue();
    assertThat(result.path("verified").asBoolean()).isFalse();
  }
}
