// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs files of statements, with a real broker and a registry. */
class SqlRunnerTest {

  private static final String ORDER =
      """
      {"type":"record","name":"Order","fields":[{"name":"id","type":"long"},
       {"name":"customer","type":["null","string"],"default":null},
       {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}}]}
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void aStreamWithTwoFilesIsFilledAndRead() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        MiniCluster cluster = cluster()) {
      cluster.start();
      kafka.createTopic("orders", 1);
      kafka.createTopic("done", 1);
      registry.register("orders-value", ORDER);
      Path source = config("source.yaml", "orders", "velo-avro", kafka, registry);
      Path sink = config("sink.yaml", "done", "velo-json-schema", kafka, registry);
      int port = cluster.getRestAddress().get().getPort();
      int status =
          run(
              """
              SET 'parallelism.default' = '1';
              CREATE STREAM orders_in (id BIGINT, customer STRING, amount DECIMAL(9, 2))
                WITH (source_config = 'SOURCE');
              INSERT INTO orders_in VALUES (1, 'Ann', 2.50), (2, 'Bob', 3.50);
              CREATE STREAM done AS SELECT id, customer, amount FROM orders WHERE id > 0
                WITH (source_config = 'SOURCE', sink_config = 'SINK');
              SELECT id, customer FROM done;
              """
                  .replace("SOURCE", source.toString())
                  .replace("SINK", sink.toString()),
              "--rows",
              "2",
              "--cluster",
              "localhost:" + port);

      assertThat(text())
          .contains(
              "-- line 2: CREATE STREAM orders_in",
              "writes orders_in: file " + source + ", subject orders-value, version 1, id 1",
              "writes done: file " + sink + ", subject done-value, no version yet",
              "reads  orders: file " + source + ", subject orders-value, version 1, id 1",
              "| op | id           | customer                       |",
              "| +I | 1            | Ann                            |",
              "| +I | 2            | Bob                            |")
          .endsWith("OK statements=5 rows=2\n");
      assertThat(status).isZero();
    }
  }

  @Test
  void aClusterInThisJvmRunsInsertionsToTheirEnd() throws Exception {
    int status =
        run(
            """
            CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen', 'number-of-rows' = '3');
            CREATE TABLE nothing (n INT) WITH ('connector' = 'blackhole');
            EXECUTE STATEMENT SET BEGIN
              INSERT INTO nothing SELECT n FROM numbers;
              INSERT INTO nothing SELECT n + 1 FROM numbers;
            END;
            SELECT COUNT(*) AS c FROM (VALUES (1), (2)) AS t (x);
            """);

    assertThat(text()).contains("job ").endsWith("OK statements=4 rows=3\n");
    assertThat(status).isZero();
  }

  @Test
  void aStatementThatFailsIsNamedWithItsLine() throws Exception {
    int status = run("SELECT 1;\n\nSELECT x FROM nowhere;\n", "--rows", "0");

    assertThat(text()).contains("FAILED line 3: SELECT x FROM nowhere: ", "'nowhere' not found");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void plansAreShownInFull() throws Exception {
    int status = run("EXPLAIN SELECT 1 AS n;\n");

    assertThat(text()).contains("== Optimized Execution Plan ==\nCalc(select=[1 AS n])");
    assertThat(status).isZero();
  }

  @Test
  void wrongArgumentsAreNamed() throws Exception {
    assertThat(run("SELECT 1", "--cluster", "host")).isEqualTo(2);
    assertThat(run("SELECT 1", "--rows", "x")).isEqualTo(2);
    assertThat(run("SELECT 1", "--row")).isEqualTo(2);
    assertThat(SqlRunner.run(List.of("none.sql"), new PrintStream(printed))).isEqualTo(2);
    assertThat(text())
        .contains(
            "--cluster host is not HOST:PORT",
            "--rows x is no number",
            "--row has no value",
            "none.sql");
  }

  private int run(String statements, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("statements.sql"), statements);
    List<String> arguments = new java.util.ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(more));
    return SqlRunner.run(arguments, new PrintStream(printed, true, UTF_8));
  }

  private String text() {
    return printed.toString(UTF_8).replace("\r", "");
  }

  private Path config(
      String name,
      String topic,
      String format,
      EmbeddedKafka kafka,
      EmbeddedSchemaRegistry registry)
      throws IOException {
    return Files.write(
        folder.resolve(name),
        List.of(
            "topic: " + topic,
            "format: " + format,
            "bootstrap.servers: " + kafka.bootstrapServers(),
            "schema.registry.url: " + registry.url()));
  }

  private static MiniCluster cluster() {
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(config)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(6)
            .build());
  }
}
