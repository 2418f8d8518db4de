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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

  private static final String ID = field("id", "'string'");
  private static final String TOTAL = field("total", "'long'");

  @TempDir private Path folder;

  @Test
  void aFolderNeedsNoRegistry() throws IOException {
    Program.record(folder, "orders/1.avsc", "Order", ID);
    Program.record(folder, "orders/2.avsc", "Order", ID + "," + TOTAL);
    Program.record(folder, "address.avsc", "Address", ID);

    Program program = run("check", folder.toString()).assertStatus(1);
    assertThat(program.out())
        .contains("compatible  address:1")
        .contains("incompatible  orders:2  BACKWARD, orders [1]")
        .contains("version 1, BACKWARD: Field 'total' was added")
        .contains("3 checked: incompatible");
    run("check", folder.toString(), "--level", "FORWARD_TRANSITIVE").assertStatus(0);
  }

  @Test
  void printsJson() throws IOException {
    Program.record(folder, "orders/1.avsc", "Order", ID);
    Program.record(folder, "orders/2.avsc", "Order", ID + "," + TOTAL);

    JsonNode result = run("check", folder.toString(), "-o", "json").assertStatus(1).json();
    assertThat(result.path("status").asText()).isEqualTo("incompatible");
    JsonNode second = result.path("checks").get(1);
    assertThat(second.path("schema").asText()).isEqualTo("orders:2");
    assertThat(second.path("level").asText()).isEqualTo("BACKWARD");
    assertThat(second.path("versions").get(0).asInt()).isEqualTo(1);
    assertThat(second.path("reasons").get(0).path("direction").asText()).isEqualTo("BACKWARD");
    assertThat(second.path("differences").get(0).path("kind").asText()).isEqualTo("FieldAdded");
  }

  @Test
  void foldersAndFilesAreCheckedAgainstOthers() throws IOException {
    Path old = Program.record(folder, "old/orders.avsc", "Order", ID);
    Path fresh = Program.record(folder, "new/orders.avsc", "Order", ID + "," + TOTAL);

    run("check", folder + "/new", "--against", folder + "/old").assertStatus(1);
    run("check", folder + "/old", "--against", folder + "/new").assertStatus(0);
    run("check", fresh.toString(), "--against", old.toString()).assertStatus(1);
    run("check", fresh.toString(), "--against", old.toString(), "--level", "FORWARD")
        .assertStatus(0);
    run("check", fresh.toString(), "--level=BACKWARD_TRANSITIVE", "--against", old + "", fresh + "")
        .assertStatus(1);
  }

  @Test
  void aRegistrySaysLevelAndVersions() throws IOException {
    Path old = Program.record(folder, "old/orders.avsc", "Order", ID);
    Path fresh = Program.record(folder, "new/orders.avsc", "Order", ID + "," + TOTAL);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("orders", Files.readString(old));
      String[] file = {
        "check", fresh + "", "--subject", "orders", "--registry", registry.url(), "-o", "json"
      };

      assertThat(run(file).assertStatus(1).json().path("checks").get(0).path("level").asText())
          .isEqualTo("BACKWARD");
      run("check", folder + "/new", "--registry", registry.url()).assertStatus(1);
      registry.compatibility("orders", "FORWARD");
      run(file).assertStatus(0);
      run("check", folder + "/new", "--registry", registry.url()).assertStatus(0);
      run("check", "orders:1", "--registry", registry.url()).assertStatus(0);
      run("check", fresh + "", "--subject", "other", "--registry", registry.url())
          .assertFails("other is not known");
    }
  }

  @Test
  void whatCannotBeComparedIsNeitherFineNorIncompatible() throws IOException {
    String text = "{'type':'object','properties':{'a':{'type':'string','pattern':'%s'}}}";
    Path old = Program.write(folder, "old/a.json", text.formatted("^(a|b)*x$"));
    Path fresh = Program.write(folder, "new/a.json", text.formatted("^(b|a)*x$"));

    Program program = run("check", fresh + "", "--against", old + "", "-o", "json").assertStatus(2);
    assertThat(program.json().path("status").asText()).isEqualTo("cannot tell");
    assertThat(program.json().path("checks").get(0).path("undecided").asBoolean()).isTrue();
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    run("check", folder.toString()).assertFails("no schema files");
    Path file = Program.record(folder, "a.avsc", "A", ID);
    run("check", file.toString()).assertFails("--subject SUBJECT or --against FILE");
    run("check", file.toString(), "--subject", "a").assertFails("add --registry URL");
    Program.record(folder, "b.avsc", "B", field("x", "'shop.Missing'"));
    run("check", folder.toString()).assertFails("shop.Missing");
    run("check").assertFails("SCHEMA");
  }
}
