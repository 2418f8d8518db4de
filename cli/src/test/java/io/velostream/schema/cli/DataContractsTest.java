// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata and rules of schemas, through the commands that write schemas. */
class DataContractsTest {

  private static final String METADATA =
      "{'tags':{'**.x':['PII']},'properties':{'owner':'a'},'sensitive':['owner']}";
  private static final String RULES =
      "{'domainRules':[{'name':'r','kind':'CONDITION','type':'CEL','expr':'true'}]}";

  @TempDir private Path folder;
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final EmbeddedSchemaRegistry target = EmbeddedSchemaRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
    target.close();
  }

  @Test
  void keepsThemFromRegistrationToAnotherRegistry() throws Exception {
    Path avro = Program.record(folder, "a.avsc", "A", "");
    Path json = Program.write(folder, "j.json", "{'type':'object'}");
    Path metadata = Program.write(folder, "m.json", METADATA);
    Path rules = Program.write(folder, "r.json", RULES);
    for (Path each : new Path[] {avro, json}) {
      for (String action : new String[] {"registered", "unchanged"}) {
        assertThat(
                run(
                        "register",
                        each.toString(),
                        "--metadata=" + metadata,
                        "--rule-set=" + rules,
                        "--registry",
                        registry.url())
                    .assertStatus(0)
                    .out())
            .contains(action);
      }
    }
    assertContract(registry, "a");
    assertContract(registry, "j");

    String[] migrate = {"migrate", "--registry", registry.url(), "--to-registry", target.url()};
    run(migrate).assertStatus(0);
    assertContract(target, "a");
    assertContract(target, "j");
    assertThat(run(migrate).assertStatus(0).out()).contains("unchanged");

    Path down = folder.resolve("down");
    run("download", "--to", down.toString(), "--registry", registry.url()).assertStatus(0);
    run("check", down.toString()).assertStatus(0);
    target.clear();
    run("register", "--folder", down.toString(), "--registry", target.url()).assertStatus(0);
    assertContract(target, "a");
    assertContract(target, "j");
    Files.delete(down.resolve("a/1.data-contract.json"));
    target.clear();
    run("register", down.resolve("j/1.json").toString(), "--registry", target.url())
        .assertStatus(0);
    assertContract(target, "j");
  }

  @Test
  void aTargetWithAnotherContractIsAConflict() throws Exception {
    registry.register("a", "\"int\"");
    Path file = Program.write(folder, "a.avsc", "'int'");
    Path metadata = Program.write(folder, "m.json", METADATA);
    run("register", file.toString(), "--metadata=" + metadata, "--registry", target.url())
        .assertStatus(0);

    assertThat(
            run("migrate", "--registry", registry.url(), "--to-registry", target.url())
                .assertStatus(1)
                .out())
        .contains("the target has a:1 with other metadata or rules");
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    Path file = Program.write(folder, "a.avsc", "'int'");
    Path wrong = Program.write(folder, "wrong.json", "{'owner':'a'}");
    Path list = Program.write(folder, "list.json", "[]");
    Path text = Program.write(folder, "text.json", "{'domainRules':'x'}");
    String[] common = {"register", file.toString(), "--registry", registry.url()};

    run(with(common, "--metadata=" + wrong)).assertFails("has the member owner; known are tags");
    run(with(common, "--metadata=" + list)).assertFails("is no object");
    run(with(common, "--metadata=" + folder.resolve("none"))).assertFails("none");
    run(with(common, "--rule-set=" + list)).assertFails("the rules are no object");
    run(with(common, "--rule-set=" + text)).assertFails("domainRules is no list");
    run("register", "--folder", folder + "", "--rule-set=" + text, "--registry", registry.url())
        .assertFails("--rule-set are for a file, not for a folder");
    assertThat(registry.versions("a")).isEmpty();
  }

  private static String[] with(String[] arguments, String added) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = added;
    return all;
  }

  private static void assertContract(EmbeddedSchemaRegistry registry, String subject)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions/1"))
            .build();
    JsonNode stored =
        new ObjectMapper()
            .readTree(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());
    assertThat(stored.get("metadata")).isEqualTo(json(METADATA));
    assertThat(stored.get("ruleSet")).isEqualTo(json(RULES));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
