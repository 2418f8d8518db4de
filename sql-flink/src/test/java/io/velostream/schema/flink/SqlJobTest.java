// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements on a cluster in this JVM, with a real broker and a registry. */
class SqlJobTest {

  private static final int CUSTOMERS = 5;
  private static final int ORDERS = 3_000;

  @TempDir Path folder;

  @Test
  void sumsAreExactAfterAFailureAndWithoutTheRegistry() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        MiniCluster cluster = TestClusters.of(2, 2)) {
      cluster.start();
      TableEnvironment sql = TestClusters.environment(cluster, null);
      for (String topic : List.of("orders", "customers", "totals")) {
        kafka.createTopic(topic, 1);
      }
      Path file = Files.writeString(folder.resolve("orders.yaml"), config(registry));
      create(sql, kafka, file);
      insert(sql, "INSERT INTO customers VALUES " + customers());
      TableResult job =
          sql.executeSql(
              "INSERT INTO totals SELECT c.name, SUM(o.amount), COUNT(*), MAX(o.schema_id),"
                  + " MAX(o.schema_subject), MAX(o.schema_version)"
                  + " FROM orders o JOIN customers c ON o.customer = c.id GROUP BY c.name");
      insert(sql, "INSERT INTO orders_in " + orders(0, ORDERS / 2));
      await(kafka, registry, ORDERS / 2);
      registry.stop();
      cluster.terminateTaskManager(0).get(30, TimeUnit.SECONDS);
      cluster.startTaskManager();
      insert(sql, "INSERT INTO orders_in " + orders(ORDERS / 2, ORDERS));
      registry.restart();
      Map<String, GenericRecord> totals = await(kafka, registry, ORDERS);
      for (int customer = 0; customer < CUSTOMERS; customer++) {
        GenericRecord total = totals.get("name-" + customer);
        assertThat(total.get("total")).isEqualTo(sum(customer));
        assertThat(total.get("subject")).hasToString("orders-value");
        assertThat(total.get("version")).isEqualTo(1);
      }
      job.getJobClient().orElseThrow().cancel().get(30, TimeUnit.SECONDS);
    }
  }

  private static long sum(int customer) {
    long sum = 0;
    for (int i = customer; i < ORDERS; i += CUSTOMERS) {
      sum += i;
    }
    return sum;
  }

  private static String customers() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < CUSTOMERS; i++) {
      rows.append(i == 0 ? "" : ", ").append("(").append(i).append(", 'name-").append(i + "')");
    }
    return rows.toString();
  }

  private static String orders(int from, int to) {
    return "SELECT CAST(n AS BIGINT), CAST(MOD(n, "
        + CUSTOMERS
        + ") AS INT), CAST(n AS BIGINT), ARRAY['a', 'b'] FROM numbers_"
        + from
        + "_"
        + to;
  }

  private void create(TableEnvironment sql, EmbeddedKafka kafka, Path file) {
    for (int[] range : new int[][] {{0, ORDERS / 2}, {ORDERS / 2, ORDERS}}) {
      sql.executeSql(
          "CREATE TEMPORARY TABLE numbers_%d_%d (n BIGINT) WITH ('connector' = 'datagen',"
                  .formatted(range[0], range[1])
              + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '%d', 'fields.n.end' = '%d')"
                  .formatted(range[0], range[1] - 1));
    }
    String orders = "id BIGINT NOT NULL, customer INT, amount BIGINT, tags ARRAY<STRING>";
    sql.executeSql(
        "CREATE TABLE orders_in ("
            + orders
            + ") WITH ("
            + kafka("orders", kafka, "velo-avro", file));
    sql.executeSql(
        "CREATE TABLE orders (customer INT, amount BIGINT,"
            + " schema_id INT METADATA FROM 'value.schema_id',"
            + " schema_subject STRING METADATA FROM 'value.schema_subject',"
            + " schema_version INT METADATA FROM 'value.schema_version') WITH ("
            + kafka("orders", kafka, "velo-avro", file));
    sql.executeSql(
        "CREATE TABLE customers (id INT NOT NULL, name STRING) WITH ("
            + kafka("customers", kafka, "velo-json-schema", file));
    sql.executeSql(
        "CREATE TABLE totals (name STRING, total BIGINT, n BIGINT, id INT, subject STRING,"
            + " version INT, PRIMARY KEY (name) NOT ENFORCED) WITH ('connector' = 'upsert-kafka',"
            + " 'topic' = 'totals', 'properties.bootstrap.servers' = '"
            + kafka.bootstrapServers()
            + "', 'key.format' = 'velo-avro', 'value.format' = 'velo-avro',"
            + " 'key.velo-avro.config.file' = '"
            + file
            + "', 'value.velo-avro.config.file' = '"
            + file
            + "')");
  }

  private static String kafka(String topic, EmbeddedKafka kafka, String format, Path file) {
    return "'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',"
            .formatted(topic, kafka.bootstrapServers())
        + " 'scan.startup.mode' = 'earliest-offset', 'format' = '%s', '%s.config.file' = '%s')"
            .formatted(format, format, file);
  }

  private String config(EmbeddedSchemaRegistry registry) {
    return "schema:\n  registry.url: "
        + registry.url()
        + "\n  snapshot.path: "
        + folder.resolve("snapshot")
        + "\n  snapshot.interval.ms: 200\n  snapshot.encryption: none\n  snapshot.seen.path: "
        + folder.resolve("seen")
        + "\n";
  }

  private static void insert(TableEnvironment sql, String statement) throws Exception {
    sql.executeSql(statement).await(60, TimeUnit.SECONDS);
  }

  private static Map<String, GenericRecord> await(
      EmbeddedKafka kafka, EmbeddedSchemaRegistry registry, long orders) {
    Map<String, GenericRecord> totals = new HashMap<>();
    try (KafkaAvroDeserializer values = new KafkaAvroDeserializer();
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    kafka.bootstrapServers(),
                    "group.id",
                    "check-" + orders,
                    "auto.offset.reset",
                    "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      values.configure(Map.of("schema.registry.url", registry.url()), false);
      consumer.subscribe(List.of("totals"));
      long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
      while (System.nanoTime() < end) {
        for (var each : consumer.poll(Duration.ofMillis(200))) {
          GenericRecord total = (GenericRecord) values.deserialize("totals", each.value());
          if (total != null) {
            totals.put(total.get("name").toString(), total);
          }
        }
        if (totals.values().stream().mapToLong(each -> (Long) each.get("n")).sum() == orders) {
          return totals;
        }
      }
    }
    throw new AssertionError("not all orders are in the totals: " + totals);
  }
}
