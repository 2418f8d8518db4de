// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.cli.command.Root;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that need no two schemas, and what all commands have. */
class OtherCommandsTest {

  @TempDir private Path folder;

  private static String hex(int id, byte[] payload) {
    return HexFormat.of()
        .formatHex(
            ByteBuffer.allocate(5 + payload.length).put((byte) 0).putInt(id).put(payload).array());
  }

  @Test
  void printsBytesAsJson() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      int avro =
          registry.register(
              "orders-value",
              """
              {"type":"record","name":"O","fields":[{"name":"id","type":"string"},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}},
              {"name":"n","type":["null","int"]}]}""");
      byte[] payload = {4, 'a', 'b', 0, 4, 1, 44, 2, 14};
      String record = hex(avro, payload);

      assertThat(run("cat", "--hex", record, "--registry", registry.url()).assertStatus(0).out())
          .isEqualTo(
              "orders-value:1 (id 1)  "
                  + "{\"id\":\"ab\",\"at\":\"1970-01-01T00:00:00Z\",\"d\":3.00,\"n\":7}\n");
      JsonNode line =
          run("0x" + record, false, "cat", "--hex=-", "--registry", registry.url(), "-o", "json")
              .assertStatus(0)
              .json();
      assertThat(line.path("subject").asText()).isEqualTo("orders-value");
      assertThat(line.path("version").asInt()).isEqualTo(1);
      assertThat(line.path("id").asInt()).isEqualTo(avro);
      assertThat(line.path("value").path("n").asInt()).isEqualTo(7);

      int json = registry.register("JSON", "j", "{\"type\":\"object\"}", List.of());
      assertThat(
              run(
                      "cat",
                      "--hex",
                      hex(json, "{\"a\": [1]}".getBytes(UTF_8)),
                      "--registry",
                      registry.url())
                  .assertStatus(0)
                  .out())
          .isEqualTo("j:1 (id 2)  {\"a\":[1]}\n");
    }
  }

  @Test
  void saysWhyBytesCannotBeRead() throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      int id = registry.register("s-value", "\"string\"");
      for (String bytes :
          List.of("07", hex(99, new byte[1]), hex(id, new byte[] {20}), hex(id, new byte[3]))) {
        Program program = run("cat", "--hex", bytes, "--registry", registry.url()).assertStatus(2);
        assertThat(program.out()).startsWith("cannot be read: ").doesNotContain("\tat ");
      }
      run("cat", "--hex", "xyz", "--registry", registry.url()).assertFails("hexadecimal");
      run("cat", "--hex", "00").assertFails("no registry is given");
      run("cat", "--registry", registry.url()).assertFails("--topic TOPIC or --hex BYTES");
      run("cat", "--topic", "t", "--registry", registry.url()).assertFails("no broker is given");
      run("replay", "t").assertFails("no broker is given");
    }
  }

  @Test
  void showsAndChangesRollouts() throws IOException {
    String file = folder.resolve("rollouts.json").toString();

    run("rollout", "status", file).assertFails("there is no file");
    run("rollout", "set", file, "orders", "--percent", "10").assertFails("begin one with --from");
    assertThat(
            run("rollout", "set", file, "orders", "--from=3", "--to=4", "--percent=12.5")
                .assertStatus(0)
                .out())
        .contains("canary 12.5 %");
    run("rollout", "set", file, "orders", "--state", "paused", "--reason", "looks odd")
        .assertStatus(0);
    run("rollout", "set", file, "other", "--from=1", "--to=2", "--partitions", "0,2")
        .assertStatus(0);
    assertThat(run("rollout", "status", file).assertStatus(0).out())
        .contains("paused", "looks odd", "rolling partitions [0, 2]");
    JsonNode result = run("rollout", "status", file, "-o", "json").assertStatus(0).json();
    assertThat(result.path("rollouts").get(0).path("percent").asDouble()).isEqualTo(12.5);
    run("rollout", "set", file, "orders", "--state", "fast").assertFails("rolled-back");
    run("rollout", "set", file, "orders", "--percent=101").assertFails("share");
    run("rollout").assertFails("rollout status or rollout set");
    Files.writeString(Path.of(file), "{}");
    run("rollout", "status", file).assertFails("is no file of rollouts");
  }

  @Test
  void writesNoRolloutThatCannotBeRead() throws IOException {
    Path path = folder.resolve("rollouts.json");
    String file = path.toString();
    run("rollout", "set", file, "orders", "--from=1", "--to=2", "--percent=10", "--reason=first")
        .assertStatus(0);
    String before = Files.readString(path);
    run("rollout", "set", file, "orders", "--partitions", "-1").assertFails("not -1");
    run("rollout", "set", file, "", "--from=1", "--to=2", "--percent=1").assertFails("subject");
    run("rollout", "set", file, "other", "--from=0", "--to=3").assertFails("--from is a version");
    run("rollout", "set", file, "other", "--from=3", "--to=3", "--percent=1").assertFails("both");
    run("rollout", "set", file, "other", "--from=1", "--to=3").assertFails("begin one with one of");
    run("rollout", "set", file, "orders", "--percent=110").assertFails("not 110");
    run("rollout", "set", file, "orders", "--instances", ",").assertFails("empty");
    assertThat(Files.readString(path)).isEqualTo(before);
    run("rollout", "set", file, "orders", "--on-loss=report").assertStatus(0);
    assertThat(Files.readString(path)).contains("first");
    run("rollout", "set", file, "orders", "--percent=20").assertStatus(0);
    assertThat(Files.readString(path)).contains("20").doesNotContain("first");

    String entry = "{\"subject\":\"a\",\"from\":1,\"to\":2,\"strategy\":\"blue-green\"}";
    Files.writeString(path, "{\"rollouts\":[" + entry + "," + entry + "]}");
    run("rollout", "status", file).assertFails("two rollouts of subject a");
  }

  @Test
  void verifiesAuditLogs() throws Exception {
    Path log = folder.resolve("audit.log");
    String first = sealed("0".repeat(64), "{\"n\":1");
    String digest = first.substring(first.length() - 66, first.length() - 2);
    Files.writeString(log, first + "\n" + sealed(digest, "{\"n\":2") + "\n");

    assertThat(run("verify-audit", log.toString()).assertStatus(0).out())
        .startsWith("OK lines=2 files=1 digest=");
    JsonNode result = run("verify-audit", log.toString(), "-o", "json").assertStatus(0).json();
    assertThat(result.path("lines").asInt()).isEqualTo(2);
    Files.writeString(log, Files.readString(log).replace("\"n\":2", "\"n\":3"));
    assertThat(run("verify-audit", log.toString()).assertStatus(1).out()).startsWith("FAILED");
    JsonNode failed = run("verify-audit", log.toString(), "-o", "json").assertStatus(1).json();
    assertThat(failed.path("failure").asText()).contains("line 2");
    run("verify-audit", folder + "/none").assertFails("there is no audit log");
  }

  private static String sealed(String previous, String object) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest((previous + object).getBytes(UTF_8));
    return object + ",\"digest\":\"" + HexFormat.of().formatHex(digest) + "\"}";
  }

  @Test
  void completesInBashAndZsh() throws IOException {
    String script = run("completion").assertStatus(0).out();
    assertThat(script)
        .contains("complete -F _complete_velostream-schema", "bashcompinit", "verify-audit")
        .contains("BACKWARD_TRANSITIVE");
    assertThat(run("completion", "-o", "json").assertStatus(0).json().path("script").asText())
        .isEqualTo(script.strip());
  }

  @Test
  void eachCommandHasHelpAndEachIsListed() {
    String help = run("--help").assertStatus(0).out();
    CommandLine program = Root.program(new Terminal(System.in, System.out, System.err, false));
    for (String command : program.getSubcommands().keySet()) {
      assertThat(help).contains(command);
      assertThat(run(command, "--help").assertStatus(0).out())
          .contains("velostream-schema " + command);
      run(command, "--no-such-option").assertFails("; see velostream-schema ");
      assertThat(run(command, "--version").assertStatus(0).out()).startsWith("velostream-schema ");
    }
    assertThat(run("--version").assertStatus(0).out()).startsWith("velostream-schema ");
    run().assertFails("no command is given");
    run("dif").assertFails("dif");
  }

  @Test
  void aRegistryIsReachedByTheSettingsOfSerializers() throws IOException {
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().basicAuth("user", "pass-word").start()) {
      registry.register("a", "\"int\"");
      Path config =
          Files.writeString(
              folder.resolve("client.properties"),
              "schema.registry.url="
                  + registry.url()
                  + "\nbasic.auth.credentials.source=USER_INFO\n"
                  + "basic.auth.user.info=user:pass-word\nbootstrap.servers=localhost:1\n");

      run("graph", "--config", config.toString()).assertStatus(0);
      Program refused =
          run("graph", "--config", config + "", "-Dbasic.auth.user.info=user:wrong-one", "-v");
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.out() + refused.err())
          .contains("401")
          .contains("\tat ")
          .doesNotContain("wrong-one", "pass-word");
      Program misused =
          run("graph", "--config", config + "", "-Dbasic.auth.user.inf=user:secret-1");
      assertThat(misused.out() + misused.err()).doesNotContain("secret-1");
      assertThat(run("graph", "--registry", "http://u:secret-2@localhost:1", "--what").err())
          .doesNotContain("secret-2");
    }
  }

  @Test
  void takesFilesInYamlAndFilesThatASettingNames() throws IOException {
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().basicAuth("user", "secret").start()) {
      registry.register("a", "\"int\"");
      Path yaml =
          Program.write(
              folder,
              "registry.yaml",
              "schema.registry:\n  url: "
                  + registry.url()
                  + "\n  basic.auth.credentials.source: USER_INFO\n"
                  + "  basic.auth.user.info: ${file:"
                  + folder
                  + "/secret.properties:user}\n");
      Program.write(folder, "secret.properties", "user=user:secret\n");

      run("graph", "--config", yaml.toString()).assertStatus(0);
      run("graph", "-Dschema.config.file=" + yaml).assertStatus(0);
      run("graph", "-Dschema.config.file=" + yaml, "-Dschema.cache.sise=1")
          .assertFails("unknown key schema.cache.sise");
      Program.write(folder, "wrong.yaml", "schema.registry.url: x\nschema.cache.size: many\n");
      run("graph", "--config", folder + "/wrong.yaml")
          .assertFails("(" + folder.resolve("wrong.yaml") + ", line 2)");
      run("graph", "--config", yaml + "", "-Dschema.config.file=" + yaml)
          .assertFails("two files are given");
      run("graph", "-Dschema.config.file=" + folder + "/wrong.yaml")
          .assertFails("(" + folder.resolve("wrong.yaml") + ", line 2)");
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerIsOneSentence() {
    run("graph", "--registry", "http://localhost:1", "-D", "max.retries=0")
        .assertFails("localhost:1");
    run("graph", "--registry", "nonsense").assertFails("nonsense");
    run("graph", "--config", folder + "/none.properties").assertFails("there is no file");
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    assertThat(Terminal.isColourful(null, Map.of())).isFalse();
    assertThat(Terminal.isColourful(System.console(), Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.isColourful(System.console(), Map.of("TERM", "dumb"))).isFalse();
  }
}
