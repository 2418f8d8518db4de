// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.kafka.ClassPath;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@link FlinkProgram} in a JVM of its own, with the libraries that users of Flink have. */
final class FlinkProcess implements AutoCloseable {

  /** What is copied there at build time: kafka-clients as of the connector, Avro as of Flink. */
  private static final Path LIBRARIES = Path.of("target", "flink-lib");

  /** This library and what it brings; clients and Avro are those of Flink. */
  private static final Pattern OURS =
      Pattern.compile(
          "/(velostream-|target/|org/apache/(avro|kafka)/|com/fasterxml/|com/github/ben-manes/"
              + "|io/github/|io/yokota/|org/ow2/asm/)");

  private final Process process;
  private final BufferedReader answers;
  private final Path log;

  private FlinkProcess(Process process, Path log) {
    this.process = process;
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.log = log;
  }

  /** All that the tests have, with the clients that the connector is built with. */
  static String ofModules() throws IOException {
    return joined(entries().filter(each -> !each.contains("/org/apache/kafka/")), "kafka-clients-");
  }

  /** Flink and its connectors, Flink's Avro, and one jar of this library. */
  static String ofBundle(Path bundle) throws IOException {
    return joined(
        Stream.concat(
            Stream.of(bundle.toString()),
            entries().filter(each -> each.endsWith("test-classes") || !OURS.matcher(each).find())),
        "");
  }

  private static Stream<String> entries() {
    return Arrays.stream(ClassPath.current().split(File.pathSeparator))
        .map(each -> each.replace(File.separatorChar, '/'));
  }

  private static String joined(Stream<String> entries, String libraries) throws IOException {
    List<String> all = new ArrayList<>(entries.toList());
    try (Stream<Path> copied = Files.list(LIBRARIES)) {
      copied
          .filter(each -> each.getFileName().toString().startsWith(libraries))
          .forEach(each -> all.add(each.toString()));
    }
    return String.join(File.pathSeparator, all);
  }

  /**
   * Starts the process and waits until its job is submitted.
   *
   * @param arguments the file of statements and, if any, the savepoint
   */
  static FlinkProcess start(String classPath, Path log, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                FlinkProgram.class.getName()));
    command.addAll(List.of(arguments));
    FlinkProcess started =
        new FlinkProcess(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    started.answer();
    return started;
  }

  /** Ends the task manager and starts another one. */
  void fail() throws IOException {
    send("fail");
  }

  /** Stops the job, and returns where its savepoint is. */
  String stop(Path folder) throws IOException {
    return send(folder.toString());
  }

  private String send(String command) throws IOException {
    Writer commands = process.outputWriter(UTF_8);
    commands.write(command + "\n");
    commands.flush();
    return answer();
  }

  private String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the process has ended:\n" + log());
    }
    return answer;
  }

  /** The end of what the process has logged. */
  String log() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
