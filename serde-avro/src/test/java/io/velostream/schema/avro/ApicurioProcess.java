// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An Apicurio Registry in a JVM of its own, with its data in memory only.
 *
 * <p>The build unpacks the registry into the folder that the system property {@code apicurio.dir}
 * names. What the registry prints goes to {@code registry.log} there.
 */
final class ApicurioProcess implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String HOST = "127.0.0.1";

  private final Process process;
  private final Thread onExit;
  private final Path log;
  private final String url;

  private ApicurioProcess(Path folder) throws IOException {
    int port = freePort();
    this.url = "http://" + HOST + ":" + port + "/apis/ccompat/v7";
    this.log = folder.resolve("registry.log");
    this.process =
        new ProcessBuilder(command(folder, port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    this.onExit = new Thread(process::destroyForcibly, "apicurio-on-exit");
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Starts a registry and waits until it answers. */
  static ApicurioProcess start() {
    String folder = System.getProperty("apicurio.dir", "");
    if (folder.isEmpty()) {
      throw new IllegalStateException("apicurio.dir is not set: run Maven with -Pregistry-it");
    }
    try {
      ApicurioProcess registry = new ApicurioProcess(Path.of(folder));
      registry.awaitAnswer();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException("No registry in " + folder, e);
    }
  }

  /** Where the API that Confluent's clients speak begins, without a slash at the end. */
  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The registry does not end: process " + process.pid());
      }
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswer() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/subjects"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long start = System.nanoTime();
    while (!answers(client, request)) {
      if (!process.isAlive() || System.nanoTime() - start > DEADLINE.toNanos()) {
        close();
        throw new IllegalStateException(
            "The registry did not start at " + url + ": " + lastLines());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the registry starts", e);
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private static List<String> command(Path folder, int port) throws IOException {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dquarkus.http.host=" + HOST,
        "-Dquarkus.http.port=" + port,
        "-jar",
        runner(folder).toString());
  }

  private static Path runner(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("No *-runner.jar in " + folder));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }
}
