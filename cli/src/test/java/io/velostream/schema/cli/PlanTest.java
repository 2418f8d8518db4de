// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.field;
import static io.velostream.schema.cli.Program.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rates, levels and reasons of {@code plan} and {@code impact}. */
class PlanTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Program.record(folder, "a/1.avsc", "A", field("x", "'int'") + "," + field("y", "'int'"));
    Program.record(folder, "a/2.avsc", "A", field("x", "'int'") + "," + field("z", "'int'"));
  }

  @Test
  void theDurationIsKnownWithTheNumbersOfClients() throws IOException {
    String[] unknown = {"plan", "a:1", "--to=2", "--folder=" + folder, "--deploy-minutes=10"};
    assertThat(run(unknown).out()).contains("estimated duration unknown");

    String[] known = {
      "plan",
      "a:1",
      "--to=2",
      "--folder=" + folder,
      "--deploy-minutes=10",
      "--consumers=3",
      "--producers=2",
      "--records=6000",
      "--back-fill-rate=10",
      "-o=json"
    };
    JsonNode plan = run(known).json();
    // consumers, producers, dual write, back-fill of 600 s, registration of 60 s
    assertThat(plan.path("seconds").asLong()).isEqualTo(1_800 + 1_200 + 600 + 600 + 60);
    known[known.length - 1] = "-o=text";
    assertThat(run(known).out()).contains("1 h 11 min").doesNotContain("not known without lineage");
  }

  @Test
  void optionsThatAreWrongAreNamed() {
    for (String option :
        new String[] {
          "--consumers=-1",
          "--producers=-1",
          "--records=-1",
          "--deploy-minutes=-1",
          "--register-minutes=-1",
          "--back-fill-rate=0",
          "--back-fill-rate=-2"
        }) {
      String name = option.substring(0, option.indexOf('='));
      run("plan", "a:1", "--to=2", "--folder=" + folder, option).assertFails(name + " ");
    }
  }

  @Test
  void allCommandsGiveTheSameReasons() throws IOException {
    Program.write(
        folder, "j/1.json", "{'additionalProperties':false,'properties':{'y':true,'w':true}}");
    Program.write(folder, "j/2.json", "{'additionalProperties':false,'properties':{}}");
    for (String[] each :
        new String[][] {
          {"a", "Field 'z' was added: int, required"},
          {"j", "Field 'y' was removed: any"},
          {"j", "Field 'w' was removed: any"}
        }) {
      String subject = each[0];
      assertThat(run("impact", subject + ":1", "--to=2", "--folder=" + folder).out())
          .contains("the new one cannot read old data: " + each[1])
          .doesNotContain("READER_FIELD")
          .doesNotContain("content model");
      assertThat(run("plan", subject + ":1", "--to=2", "--folder=" + folder).out())
          .contains("The new schema cannot read data of version 1: " + each[1])
          .doesNotContain("READER_FIELD")
          .doesNotContain("content model");
      assertThat(run("check", folder.toString()).out()).contains("BACKWARD: " + each[1]);
      assertThat(run("diff", subject + ":1", subject + ":2", "--folder=" + folder).out())
          .contains(each[1]);
      JsonNode impact =
          run("impact", subject + ":1", "--to=2", "--folder=" + folder, "-ojson").json();
      JsonNode history = run("history", subject, "--folder=" + folder, "-ojson").json();
      assertThat(history.at("/steps/1/differences")).isEqualTo(impact.path("differences"));
      assertThat(impact.path("differences").findValuesAsText("sentence")).contains(each[1]);
      assertThat(impact.path("differences").findValuesAsText("severity"))
          .containsAnyOf("ERROR", "CRITICAL");
    }
  }

  @Test
  void eachSubjectHasItsOwnLevel() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.compatibility("a", "NONE");
      run("register", "--folder=" + folder, "--registry=" + registry.url()).assertStatus(0);
      String[] plan = {"plan", "a:1", "--to=2", "--registry=" + registry.url()};

      assertThat(run(plan).out()).contains("level NONE").doesNotContain("the registry refuses");
      run("impact", "a:1", "--to=2", "--registry=" + registry.url()).assertStatus(0);
      registry.compatibility("a", "FULL");
      assertThat(run(plan).out()).contains("level FULL").contains("the registry refuses");
      run("impact", "a:1", "--to=2", "--registry=" + registry.url()).assertStatus(1);
      assertThat(
              run("plan", "a:1", "--to=2", "--level=FORWARD", "--registry=" + registry.url()).out())
          .contains("level FORWARD");
    }
  }
}
