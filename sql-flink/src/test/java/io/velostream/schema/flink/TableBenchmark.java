// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import io.velostream.schema.kafka.EmbeddedKafka;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Queries of a topic with a real broker, from the submission of the job to its last row. */
final class TableBenchmark {

  private static final int REPEATS = 150;
  private static final int ROUNDS = 5;

  private TableBenchmark() {}

  /** Prints the times of both and their ratio, for a few of the columns and for all. */
  static void run(String registry, byte[][] records, int columns) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic("wide", 1);
      send(kafka, records);
      TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inBatchMode());
      sql.getConfig().set("parallelism.default", "1");
      create(
          sql, kafka, columns, "velo", "velo-kafka", "velo-avro", "schema.registry.url", registry);
      create(sql, kafka, columns, "plain", "kafka", "velo-avro", "schema.registry.url", registry);
      create(sql, kafka, columns, "theirs", "kafka", "avro-confluent", "url", registry);
      for (int read : new int[] {3, columns}) {
        compare(sql, read, columns, records.length * REPEATS);
      }
    }
  }

  private static void compare(TableEnvironment sql, int read, int columns, int count)
      throws Exception {
    String query =
        IntStream.range(0, read)
            .mapToObj(i -> "MAX(f" + i * (columns / read) + ")")
            .collect(Collectors.joining(", ", "SELECT COUNT(*), ", " FROM "));
    List<String> tables = List.of("velo", "plain", "theirs");
    double[][] seconds = new double[tables.size()][ROUNDS];
    List<String> results = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      for (int table = 0; table < tables.size(); table++) {
        long start = System.nanoTime();
        results.add(result(sql, query + tables.get(table)));
        if (round >= 0) {
          seconds[table][round] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    if (results.stream().distinct().count() != 1 || !results.get(0).contains("" + count)) {
      throw new IllegalStateException("the results differ: " + results);
    }
    double[] least = Arrays.stream(seconds).mapToDouble(each -> least(each)).toArray();
    System.out.printf(
        "%d of %d columns of a table, %,d records: velo-kafka %.2f s, kafka with velo-avro %.2f s,"
            + " kafka with avro-confluent %.2f s, ratios %.1f and %.1f%n",
        read,
        columns,
        count,
        least[0],
        least[1],
        least[2],
        least[2] / least[0],
        least[2] / least[1]);
  }

  private static double least(double[] seconds) {
    return Arrays.stream(seconds).min().orElseThrow();
  }

  private static String result(TableEnvironment sql, String query) throws Exception {
    try (CloseableIterator<Row> rows = sql.executeSql(query).collect()) {
      return rows.next().toString();
    }
  }

  private static void create(
      TableEnvironment sql,
      EmbeddedKafka kafka,
      int columns,
      String name,
      String connector,
      String format,
      String key,
      String registry) {
    String types =
        IntStream.range(0, columns)
            .mapToObj(i -> "f" + i + " " + ProjectionBenchmark.type(i))
            .collect(Collectors.joining(", "));
    sql.executeSql(
        "CREATE TABLE %s (%s) WITH ('connector' = '%s', 'topic' = 'wide',"
                .formatted(name, types, connector)
            + " 'properties.bootstrap.servers' = '%s', 'scan.startup.mode' = 'earliest-offset',"
                .formatted(kafka.bootstrapServers())
            + " 'scan.bounded.mode' = 'latest-offset', 'format' = '%s', '%s.%s' = '%s')"
                .formatted(format, format, key, registry));
  }

  private static void send(EmbeddedKafka kafka, byte[][] records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < REPEATS; i++) {
        for (byte[] each : records) {
          producer.send(new ProducerRecord<>("wide", each));
        }
      }
    }
  }
}
