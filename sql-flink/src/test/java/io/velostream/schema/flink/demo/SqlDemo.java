// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.flink.TestClusters;
import io.velostream.schema.flink.runner.SqlRunner;
import io.velostream.schema.kafka.ClassPath;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * Runs the statements of {@code examples/configs/orders.sql} on a cluster in this JVM, while the
 * registry is stopped and a task manager fails.
 */
public final class SqlDemo {

  private static final int STEP = 100;

  private final Path configs;
  private final Path folder;
  private final PrintStream out;
  private final int rate;
  private final int healthySeconds;
  private final int outageSeconds;

  /**
   * Creates the demo.
   *
   * @param configs the folder of the samples
   * @param folder where they are copied to, with the ports of this JVM
   * @param rate orders a second
   */
  SqlDemo(Path configs, Path folder, PrintStream out, int rate, int healthy, int outage) {
    this.configs = configs;
    this.folder = folder;
    this.out = out;
    this.rate = rate;
    this.healthySeconds = healthy;
    this.outageSeconds = outage;
  }

  private static final List<String> PROPERTIES =
      List.of("sql.demo.configs", "sql.demo.log", "rate", "healthy.seconds", "outage.seconds");

  /** Runs the demo and ends the JVM: status 0 if all is well. */
  @SuppressWarnings("CatchingUnchecked") // The last line says how it ends, whatever happens.
  public static void main(String[] arguments) {
    if (ClassPath.isOfMaven()) {
      Runtime.getRuntime().halt(runInOwnProcess());
    }
    System.setProperty(
        "org.slf4j.simpleLogger.logFile", System.getProperty("sql.demo.log", "System.err"));
    int status = 1;
    try {
      status =
          new SqlDemo(
                  Path.of(System.getProperty("sql.demo.configs")),
                  Files.createTempDirectory("sql-demo"),
                  System.out,
                  Integer.getInteger("rate", 100),
                  Integer.getInteger("healthy.seconds", 6),
                  Integer.getInteger("outage.seconds", 20))
              .run();
    } catch (Throwable e) {
      System.out.println("FAILED " + e);
    }
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  /**
   * Flink loads classes of jobs with the class loader of the JVM, which in Maven is Maven's own.
   */
  private static int runInOwnProcess() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String name : PROPERTIES) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.addAll(List.of("-Xmx1g", "-cp", ClassPath.current(), SqlDemo.class.getName()));
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      System.out.println("FAILED " + e);
      return 1;
    }
  }

  /** Runs the demo and prints its results; the last line starts with OK or FAILED. */
  int run() throws Exception {
    int count = STEP + rate * (2 * healthySeconds + outageSeconds) / STEP * STEP;
    out.println();
    out.println("Flink SQL over registered schemas: " + count + " orders, " + rate + " a second.");
    out.println(
        "The registry is stopped for "
            + outageSeconds
            + " s, and meanwhile a task manager fails. Starting…");
    out.flush();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry =
            EmbeddedSchemaRegistry.builder().basicAuth("orders", "example").start()) {
      MiniCluster cluster = TestClusters.of(2, 4);
      cluster.start();
      registry.register("orders-value", DemoOrders.SCHEMA.toString());
      kafka.createTopic("orders", 2);
      kafka.createTopic("processed-orders", 2);
      kafka.createTopic("order-totals", 1);
      Path statements = copySamples(kafka, registry);
      DemoOrders orders =
          new DemoOrders(
              kafka.bootstrapServers(),
              Map.of(
                  "schema.registry.url",
                  registry.url(),
                  "basic.auth.credentials.source",
                  "USER_INFO",
                  "basic.auth.user.info",
                  "orders:example"),
              count);
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> orders.send(STEP, rate));
      CompletableFuture<Void> failing =
          CompletableFuture.runAsync(() -> fail(orders, registry, cluster));
      int port = cluster.getRestAddress().get().getPort();
      int status =
          SqlRunner.run(
              List.of(
                  statements.toString(),
                  "--cluster",
                  "localhost:" + port,
                  "--rows",
                  String.valueOf(count / STEP)),
              out);
      sending.get(1, TimeUnit.MINUTES);
      failing.get(1, TimeUnit.MINUTES);
      long mismatches = orders.mismatches(Duration.ofSeconds(90));
      out.println("-- " + orders.passedOn() + " orders were passed on, with those sent again");
      boolean isWell = status == 0 && mismatches == 0;
      out.println((isWell ? "OK" : "FAILED") + " rows=" + count + " mismatches=" + mismatches);
      return isWell ? 0 : 1;
    }
  }

  /** Stops the registry, then a task manager, and starts both again. */
  private void fail(DemoOrders orders, EmbeddedSchemaRegistry registry, MiniCluster cluster) {
    try {
      if (!orders.flowing().await(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("no order was passed on");
      }
      TimeUnit.SECONDS.sleep(healthySeconds);
      registry.stop();
      out.println("-- the registry is stopped");
      TimeUnit.MILLISECONDS.sleep(500L * outageSeconds);
      cluster.terminateTaskManager(0).get(30, TimeUnit.SECONDS);
      out.println("-- a task manager has failed; another one starts");
      cluster.startTaskManager();
      TimeUnit.MILLISECONDS.sleep(500L * outageSeconds);
      registry.restart();
      out.println("-- the registry is back");
    } catch (Exception e) {
      throw new IllegalStateException("the outage did not go as planned", e);
    }
  }

  /** The samples, with the ports of this JVM and a snapshot for task managers that start. */
  private Path copySamples(EmbeddedKafka kafka, EmbeddedSchemaRegistry registry)
      throws IOException {
    try (Stream<Path> files = Files.list(configs)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String text =
            Files.readString(each, UTF_8)
                .replaceAll("http://localhost:808\\d", registry.url())
                .replace("localhost:9092", kafka.bootstrapServers())
                .replace("configs/secrets", configs.resolve("secrets").toString())
                .replace("'configs/", "'" + folder + "/");
        String snapshot =
            each.toString().endsWith(".yaml")
                ? "\nschema.snapshot.path: "
                    + folder.resolve("snapshot")
                    + "\nschema.snapshot.seen.path: "
                    + folder.resolve("seen")
                    + "\nschema.snapshot.encryption: none\nschema.snapshot.interval.ms: 500\n"
                : "";
        Files.writeString(folder.resolve(each.getFileName()), text + snapshot, UTF_8);
      }
    }
    return folder.resolve("orders.sql");
  }
}
