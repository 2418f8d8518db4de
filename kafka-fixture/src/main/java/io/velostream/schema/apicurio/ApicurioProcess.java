// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.apicurio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An Apicurio Registry in a separate process, with its data in memory only. There is one for each
 * release that the build has unpacked and this machine has a JDK for. They are started on first use
 * and end with this JVM. Their output is written to {@code registry.log} in their folder. Safe for
 * use by many threads.
 */
public final class ApicurioProcess {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String HOST = "127.0.0.1";

  private static final class Started {
    static final List<ApicurioProcess> ALL =
        ApicurioRelease.all().stream()
            .filter(release -> release.javaHome().isPresent())
            .map(ApicurioProcess::start)
            .toList();
  }

  private final ApicurioRelease release;
  private final Process process;
  private final Thread onExit;
  private final String url;

  private ApicurioProcess(ApicurioRelease release) throws IOException {
    int port = freePort();
    this.release = release;
    this.url = "http://" + HOST + ":" + port + "/apis/ccompat/v7";
    this.process =
        new ProcessBuilder(command(release, port))
            .directory(release.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(release.log().toFile())
            .start();
    this.onExit = new Thread(process::destroyForcibly, "apicurio-on-exit");
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * One running registry for each release.
   *
   * @throws IllegalStateException when the build has unpacked none, or one does not start
   */
  public static Stream<ApicurioProcess> all() {
    return Started.ALL.stream();
  }

  private static ApicurioProcess start(ApicurioRelease release) {
    try {
      ApicurioProcess registry = new ApicurioProcess(release);
      registry.awaitAnswer();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException("No registry in " + release.folder(), e);
    }
  }

  /** Whether its version begins with 2; the only others are of version 3. */
  public boolean isVersion2() {
    return release.isVersion2();
  }

  /** The base URL of the Confluent-compatible API, without a trailing slash. */
  public String url() {
    return url;
  }

  private void end() {
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
        end();
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
      List<String> lines = Files.readAllLines(release.log(), UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private static List<String> command(ApicurioRelease release, int port) {
    return List.of(
        release.javaHome().orElseThrow().resolve("bin").resolve("java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dquarkus.http.host=" + HOST,
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.management.host=" + HOST,
        "-Dquarkus.management.port=0",
        "-jar",
        release.jar().toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The release, for names of tests. */
  @Override
  public String toString() {
    return "apicurio " + release.version();
  }
}
