// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application of the examples in its own JVM. */
final class ShopProcess implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final long SECONDS = 120;

  private final Process process;
  private final String started;
  private final Thread copier;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final List<String> lines = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hasPrinted = lock.newCondition();

  private ShopProcess(Process process, String started, Path log) {
    this.process = process;
    this.started = started;
    this.copier = new Thread(() -> copy(log), "log of the shop");
    copier.start();
  }

  /**
   * Starts the application of {@code examples/spring} and waits until it has started.
   *
   * @param version which Spring Boot
   * @param log a file that gets what it prints
   * @param arguments what Spring Boot takes, such as {@code --server.port=0}
   */
  static ShopProcess spring(String version, Path log, List<String> arguments) throws Exception {
    Path target = Path.of(System.getProperty("boot.folder"), "boot-" + version, "target");
    List<String> options = new ArrayList<>(List.of("-cp", classPath(target)));
    options.add("com.example.shop.ShopApplication");
    options.add("--server.port=0");
    options.addAll(arguments);
    return start(options, "Started ShopApplication in ", log);
  }

  /** The classes of a module and of what it needs. */
  static String classPath(Path target) throws IOException {
    return target.resolve("classes")
        + File.pathSeparator
        + Files.readString(target.resolve("class-path.txt")).trim();
  }

  /**
   * Starts an application and waits until it has started.
   *
   * @param options what {@code java} takes
   * @param started a text that it prints then
   * @param log a file that gets what it prints
   */
  static ShopProcess start(List<String> options, String started, Path log) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ShopProcess shop = new ShopProcess(process, started, log);
    try {
      shop.port.get(SECONDS, TimeUnit.SECONDS);
      return shop;
    } catch (Exception e) {
      shop.close();
      throw new IllegalStateException("The application did not start: " + log, e);
    }
  }

  private void copy(Path log) {
    int found = 0;
    try (BufferedReader reader = process.inputReader(UTF_8);
        PrintStream file = new PrintStream(Files.newOutputStream(log), true, UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        file.println(line);
        add(line);
        Matcher matcher = PORT.matcher(line);
        if (matcher.find()) {
          found = Integer.parseInt(matcher.group(1));
        }
        if (line.contains(started)) {
          port.complete(found);
        }
      }
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
    port.completeExceptionally(new IllegalStateException("The application has ended"));
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      hasPrinted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many lines with a text it has printed. */
  long printed(String text) {
    lock.lock();
    try {
      return lines.stream().filter(line -> line.contains(text)).count();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it has printed so many lines with a text. */
  void awaitPrinted(String text, int times) throws InterruptedException {
    long nanos = TimeUnit.SECONDS.toNanos(SECONDS);
    lock.lock();
    try {
      while (printed(text) < times) {
        if (nanos <= 0 || !copier.isAlive()) {
          throw new AssertionError("It printed " + printed(text) + " times: " + text);
        }
        nanos = hasPrinted.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The answer of its own HTTP server, whatever the status. */
  String get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port.get() + path))
            .timeout(Duration.ofSeconds(SECONDS))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }

  /** Ends it at once, as a crash of the machine would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    copier.join();
  }

  /** Stops it in its own way; kills it if it does not stop. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    copier.join();
  }
}
