// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar that users get, as they do. */
class JarIT {

  @TempDir private Path folder;

  private Program jar(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("cli.jar")));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Program(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  @Test
  void comparesFiles() throws Exception {
    String old =
        Program.record(folder, "a/order.avsc", "Order", field("id", "'string'")).toString();
    String fresh =
        Program.record(
                folder,
                "b/order.avsc",
                "Order",
                field("id", "'string'") + "," + field("total", "'long'"))
            .toString();

    jar("diff", old, old).assertStatus(0);
    Program breaking = jar("diff", old, fresh).assertStatus(1);
    assertThat(breaking.out()).contains("CRITICAL").doesNotContain("\u001b");
    assertThat(jar("diff", old, fresh, "-o", "json").assertStatus(1).json().path("compatible"))
        .isEqualTo(new ObjectMapper().readTree("false"));
    jar("diff", old, "nowhere.avsc").assertFails("there is no file");
    assertThat(jar("--version").assertStatus(0).out()).matches("velostream-schema \\d.*\\R");
  }

  @Test
  void readsRecordsOfBothFormats() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("a-value", "\"string\"");
      registry.register("JSON", "b-value", "{\"type\":\"object\"}", List.of());

      assertThat(
              jar("cat", "--hex", "00000000010461 62", "--registry", registry.url())
                  .assertStatus(0)
                  .out())
          .isEqualTo("a-value:1 (id 1)  \"ab\"\n");
      assertThat(
              jar("cat", "--hex", "00000000027b7d", "--registry", registry.url())
                  .assertStatus(0)
                  .out())
          .isEqualTo("b-value:1 (id 2)  {}\n");
      jar("cat", "--hex", "ff", "--registry", registry.url()).assertStatus(2);
    }
  }

  /** The script is sourced by a shell that then knows the options of a command. */
  @Test
  void completesInBash() throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, jar("completion").assertStatus(0).out());
    assertThat(bash("source " + script + "; complete -p velostream-schema"))
        .contains("_complete_velostream-schema");
    assertThat(
            bash(
                "source "
                    + script
                    + "; COMP_WORDS=(velostream-schema ver); COMP_CWORD=1; COMP_LINE='velostream-schema"
                    + " ver'; COMP_POINT=21; _complete_velostream-schema; echo \"${COMPREPLY[@]}\""))
        .contains("verify-audit");
  }

  private String bash(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("shell");
    Process process =
        new ProcessBuilder("bash", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, UTF_8);
  }
}
