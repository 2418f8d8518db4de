// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command has printed.
 *
 * @param status the exit status
 * @param out the results
 * @param err the messages
 */
record Program(int status, String out, String err) {

  /** Runs a command. */
  static Program run(String... arguments) {
    return run("", false, arguments);
  }

  /** Runs a command with an input, and maybe with colours. */
  static Program run(String input, boolean hasColour, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            arguments,
            new Terminal(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                hasColour));
    return new Program(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The results, which must be JSON. */
  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out);
  }

  /** Checks that the status is 2 and that one sentence on the error output says why. */
  void assertFails(String sentence) {
    assertThat(err).contains(sentence).startsWith("velostream-schema: ").doesNotContain("\tat ");
    assertThat(err.lines()).hasSize(1);
    assertThat(status).isEqualTo(2);
  }

  /** Checks the status, and that nothing is on the error output. */
  Program assertStatus(int expected) {
    assertThat(err).isEmpty();
    assertThat(status).as(out).isEqualTo(expected);
    return this;
  }

  /** Writes a record schema; in all texts, single quotes stand for double ones. */
  static Path record(Path folder, String file, String name, String fields) throws IOException {
    return write(folder, file, "{'type':'record','name':'" + name + "','fields':[" + fields + "]}");
  }

  static Path write(Path folder, String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text.replace('\'', '"'));
  }

  /** The text of a field. */
  static String field(String name, String type) {
    return "{'name':'" + name + "','type':" + type + "}";
  }
}
