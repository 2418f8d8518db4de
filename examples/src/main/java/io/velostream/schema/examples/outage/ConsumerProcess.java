// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.examples.console.LogFile;
import io.velostream.schema.kafka.ClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An {@link OutageConsumer} in a JVM of its own, and the lines that it prints. */
final class ConsumerProcess implements AutoCloseable {

  /** What is read after the last line. */
  static final String END = "end";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ConsumerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a JVM like this one, with the same class path.
   *
   * @param number tells the processes of one demo apart
   */
  static ConsumerProcess start(Path settings, String topic, int number) {
    Path log = LogFile.current();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + (log == null ? "error" : "warn"),
            "-cp",
            ClassPath.current(),
            OutageConsumer.class.getName(),
            settings.toString(),
            topic);
    try {
      ConsumerProcess started =
          new ConsumerProcess(builder.redirectError(errors(log, number)).start());
      Thread reader = new Thread(started::readLines, "consumer-output");
      reader.setDaemon(true);
      reader.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("the consumer's process cannot be started", e);
    }
  }

  /** What it logs goes to a file beside the demo's own log, if that has one. */
  private static ProcessBuilder.Redirect errors(@Nullable Path log, int number) {
    return log == null
        ? ProcessBuilder.Redirect.INHERIT
        : ProcessBuilder.Redirect.to(
            log.resolveSibling("outage-consumer-" + number + ".log").toFile());
  }

  private void readLines() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("failed " + e.getMessage());
    }
    lines.add(END);
  }

  /** The next line, or null if there is none for so long. */
  @Nullable String next(long nanos) throws InterruptedException {
    return lines.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  /** Lets it commit and end; {@link #next} goes on until {@link #END}. */
  void finish() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("the consumer's process cannot be told to end", e);
    }
  }

  /** The exit status, after {@link #END}; -1 if it does not end. */
  int status() throws InterruptedException {
    return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** Ends it, if it has not ended. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
