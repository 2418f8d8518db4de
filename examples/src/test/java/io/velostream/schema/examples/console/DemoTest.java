// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Screen screen = Screen.plain(new PrintStream(output, true, UTF_8));

  @TempDir private Path folder;

  @Test
  void endsWithTheResultAndItsStatus() {
    assertThat(Demo.run(used -> "OK records=1", screen)).isZero();
    assertThat(Demo.run(used -> "FAILED records=0", screen)).isEqualTo(1);

    assertThat(output.toString(UTF_8).lines()).containsExactly("OK records=1", "FAILED records=0");
  }

  @Test
  void endsWithOneLineForAnyFailure() {
    assertThat(
            Demo.run(
                used -> {
                  throw new ExecutionException(
                      new IllegalStateException("two\n lines", new IOException((String) null)));
                },
                screen))
        .isEqualTo(1);
    assertThat(
            Demo.run(
                used -> {
                  throw new AssertionError("an error");
                },
                screen))
        .isEqualTo(1);

    assertThat(output.toString(UTF_8).lines())
        .containsExactly(
            "FAILED IllegalStateException: two lines <- IOException: no message",
            "FAILED AssertionError: an error");
  }

  @Test
  void staysInterrupted() {
    assertThat(
            Demo.run(
                used -> {
                  throw new InterruptedException("now");
                },
                screen))
        .isEqualTo(1);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void introducesItselfWithTheFirstLine() {
    Demo.introduce(screen, "Title", "What it does.");

    assertThat(output.toString(UTF_8).lines()).startsWith("Title", "What it does.");
  }

  @Test
  void sendsLogsToAFileInTheFolderGiven() {
    Properties system = new Properties();
    system.setProperty("demo.log.folder", folder.resolve("logs").toString());
    system.setProperty("org.slf4j.simpleLogger.log.kafka", "debug");

    LogFile.open("story", system);

    assertThat(system)
        .containsEntry(
            "org.slf4j.simpleLogger.logFile", folder.resolve("logs/story.log").toString())
        .containsEntry("org.slf4j.simpleLogger.log.kafka", "debug")
        .containsEntry("org.slf4j.simpleLogger.log.org.apache.kafka", "info");
    assertThat(folder.resolve("logs")).isDirectory();
  }
}
