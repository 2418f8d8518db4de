// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.kafka.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A worker of Kafka Connect in a process of its own, whose class path has nothing of this library:
 * it takes the converters from the archive in its {@code plugin.path}.
 */
final class ConnectWorker implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path log;

  private final int port;

  private ConnectWorker(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts a standalone worker.
   *
   * @param archive the zip of converters
   * @param folder for its files
   * @param worker settings of the worker, in addition to those that it needs
   * @param connectors settings of each connector
   */
  static ConnectWorker start(
      Path archive, Path folder, Map<String, String> worker, List<Map<String, String>> connectors)
      throws IOException {
    Map<String, String> settings = new TreeMap<>(worker);
    settings.put("listeners", "http://localhost:0");
    settings.put("offset.storage.file.filename", folder.resolve("offsets").toString());
    List<String> files = new ArrayList<>();
    for (int i = 0; i < connectors.size(); i++) {
      files.add(written(folder, "connector-" + i, connectors.get(i)));
    }
    return start(archive, folder, "ConnectStandalone", settings, files, 0);
  }

  /**
   * Starts a distributed worker, the only one of its group.
   *
   * @param archive the zip of converters
   * @param folder for its files
   * @param worker settings of the worker, in addition to those that it needs
   */
  static ConnectWorker startDistributed(Path archive, Path folder, Map<String, String> worker)
      throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Map<String, String> settings = new TreeMap<>(worker);
    settings.put("listeners", "http://localhost:" + port);
    settings.put("group.id", "workers");
    for (String what : List.of("config", "offset", "status")) {
      settings.put(what + ".storage.topic", "connect-" + what);
      settings.put(what + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "1");
    settings.put("status.storage.partitions", "1");
    return start(archive, folder, "ConnectDistributed", settings, List.of(), port);
  }

  private static ConnectWorker start(
      Path archive,
      Path folder,
      String program,
      Map<String, String> settings,
      List<String> connectors,
      int port)
      throws IOException {
    unpack(archive, folder.resolve("plugins"));
    settings.put("plugin.path", folder.resolve("plugins").toString());
    settings.put("plugin.discovery", "service_load");
    settings.put("offset.flush.interval.ms", "500");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "org.apache.kafka.connect.cli." + program,
                written(folder, "worker", settings)));
    command.addAll(connectors);
    Path log = folder.resolve("worker.log");
    return new ConnectWorker(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log,
        port);
  }

  /** Creates a connector of a distributed worker by REST, as soon as the worker listens. */
  void create(String name, Map<String, String> settings) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/connectors/" + name + "/config"))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(settings)))
            .build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String answer = "none";
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 201) {
          return;
        }
        answer = response.body();
      } catch (ConnectException e) {
        answer = e.toString();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    throw new IllegalStateException("the worker made no connector: " + answer + "\n" + log());
  }

  /** The libraries of the tests and the connectors, without this library. */
  private static String classPath() {
    return Arrays.stream(ClassPath.current().split(File.pathSeparator))
        .filter(
            entry ->
                entry.endsWith("test-classes")
                    || !entry.matches(".*([/\\\\]velostream-|[/\\\\]target[/\\\\]).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String written(Path folder, String name, Map<String, String> settings)
      throws IOException {
    Path file = folder.resolve(name + ".properties");
    Files.write(
        file, settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return file.toString();
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream bytes = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(bytes)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!entry.isDirectory() && file.startsWith(folder)) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }

  /** Whether the process runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** What the worker has logged. */
  String log() throws IOException {
    return Files.readString(log);
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
