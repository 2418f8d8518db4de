// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A standalone worker of Kafka Connect in a process of its own, whose class path has nothing of
 * this library: it takes the converters from the archive in its {@code plugin.path}.
 */
final class ConnectWorker implements AutoCloseable {

  private final Process process;
  private final Path log;

  private ConnectWorker(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a worker.
   *
   * @param archive the zip of converters
   * @param folder for its files
   * @param worker settings of the worker, in addition to those that it needs
   * @param connectors settings of each connector
   */
  static ConnectWorker start(
      Path archive, Path folder, Map<String, String> worker, List<Map<String, String>> connectors)
      throws IOException {
    unpack(archive, folder.resolve("plugins"));
    Map<String, String> settings = new TreeMap<>(worker);
    settings.put("plugin.path", folder.resolve("plugins").toString());
    settings.put("plugin.discovery", "service_load");
    settings.put("listeners", "http://localhost:0");
    settings.put("offset.storage.file.filename", folder.resolve("offsets").toString());
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
                "org.apache.kafka.connect.cli.ConnectStandalone",
                written(folder, "worker", settings)));
    for (int i = 0; i < connectors.size(); i++) {
      command.add(written(folder, "connector-" + i, connectors.get(i)));
    }
    Path log = folder.resolve("worker.log");
    return new ConnectWorker(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** The libraries of the tests and the connectors, without this library. */
  private static String classPath() {
    String all =
        Thread.currentThread().getContextClassLoader() instanceof URLClassLoader ofMaven
            ? Arrays.stream(ofMaven.getURLs())
                .map(url -> Path.of(URI.create(url.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator))
            : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
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
