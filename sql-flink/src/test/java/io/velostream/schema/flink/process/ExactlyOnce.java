// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Orders that a job passes on by both connectors and sums up, in transactions: its task manager
 * fails, it is stopped with a savepoint and resumed in a new process, all without the registry.
 */
final class ExactlyOnce {

  private static final List<String> CUSTOMERS = List.of("Ann", "Bob", "Cid");
  private static final int STEP = 500;
  private static final Schema ORDER =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Order","fields":[{"name":"id","type":"long"},
               {"name":"customer","type":"string"},{"name":"amount","type":{"type":"bytes",
               "logicalType":"decimal","precision":9,"scale":2}},{"name":"note","type":"string"}]}
              """);

  private final Path folder;
  private final EmbeddedKafka kafka;
  private final EmbeddedSchemaRegistry registry;
  private final Map<String, List<GenericRecord>> committed = new TreeMap<>();

  private ExactlyOnce(Path folder, EmbeddedKafka kafka, EmbeddedSchemaRegistry registry) {
    this.folder = folder;
    this.kafka = kafka;
    this.registry = registry;
  }

  /** Runs the job in processes with this class path, and compares what a reader sees. */
  static void check(Path folder, String classPath) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      for (String topic : List.of("orders", "passed", "copied", "totals")) {
        kafka.createTopic(topic, 1);
      }
      new ExactlyOnce(folder, kafka, registry).check(classPath);
    }
  }

  private void check(String classPath) throws Exception {
    String statements = statements().toString();
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer values = new KafkaAvroDeserializer();
        KafkaConsumer<byte[], byte[]> reader = reader()) {
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);
      values.configure(Map.of("schema.registry.url", registry.url()), false);
      reader.subscribe(List.of("passed", "copied", "totals"));
      send(serializer, 0);
      String savepoint;
      try (FlinkProcess flink =
          FlinkProcess.start(classPath, folder.resolve("first.log"), statements)) {
        await(reader, values, STEP, flink);
        registry.stop();
        send(serializer, STEP);
        flink.fail();
        send(serializer, 2 * STEP);
        await(reader, values, 3 * STEP, flink);
        savepoint = flink.stop(folder.resolve("savepoints"));
      }
      send(serializer, 3 * STEP);
      try (FlinkProcess flink =
          FlinkProcess.start(classPath, folder.resolve("second.log"), statements, savepoint)) {
        await(reader, values, 4 * STEP, flink);
        flink.stop(folder.resolve("savepoints"));
        await(reader, values, 4 * STEP, flink);
      }
    }
    for (String topic : List.of("passed", "copied")) {
      assertThat(committed.get(topic).stream().map(each -> (Long) each.get("id")))
          .as("%s: each order once, in order", topic)
          .containsExactlyElementsOf(LongStream.range(0, 4L * STEP).boxed().toList());
      assertThat(sums(committed.get(topic), "amount")).isEqualTo(expected());
    }
    Map<String, GenericRecord> totals = new TreeMap<>();
    committed.get("totals").forEach(each -> totals.put(each.get("customer").toString(), each));
    assertThat(sums(totals.values(), "total")).isEqualTo(expected());
    assertThat(totals.values().stream().mapToLong(each -> (Long) each.get("n")).sum())
        .isEqualTo(4L * STEP);
  }

  private Path statements() throws IOException {
    String orders = "id BIGINT, customer STRING, amount DECIMAL(9, 2)";
    Path source = file("source.yaml", "topic: orders", "format: velo-avro");
    Path sink =
        file(
            "sink.yaml",
            "topic: passed",
            "format: velo-avro",
            "sink.delivery-guarantee: exactly-once",
            "sink.transactional-id-prefix: passed",
            "transaction.timeout.ms: 60000");
    Path keys = file("keys.yaml");
    String transactions =
        "'properties.transaction.timeout.ms' = '60000', 'sink.delivery-guarantee' = 'exactly-once',"
            + " 'sink.transactional-id-prefix' = ";
    return Files.writeString(
        folder.resolve("statements.sql"),
        String.join(
            ";\n\n",
            table("orders", orders, "velo-kafka", "'config.file' = '" + source + "'"),
            table("passed", orders, "velo-kafka", "'config.file' = '" + sink + "'"),
            table(
                "copied",
                orders,
                "kafka",
                "'topic' = 'copied', 'properties.bootstrap.servers' = '%s', %s'copied',"
                        .formatted(kafka.bootstrapServers(), transactions)
                    + " 'format' = 'velo-avro', 'velo-avro.config.file' = '%s'".formatted(keys)),
            table(
                "totals",
                "customer STRING, total DECIMAL(20, 2), n BIGINT, PRIMARY KEY (customer) NOT"
                    + " ENFORCED",
                "velo-upsert-kafka",
                "'topic' = 'totals', 'key.format' = 'velo-json-schema', 'value.format' = 'velo-avro',"
                    + " 'config.file' = '%s', %s'totals'".formatted(keys, transactions)),
            "EXECUTE STATEMENT SET BEGIN INSERT INTO passed SELECT * FROM orders; INSERT INTO"
                + " copied SELECT * FROM orders; INSERT INTO totals SELECT customer, SUM(amount),"
                + " COUNT(*) FROM orders GROUP BY customer; END"));
  }

  private static String table(String name, String columns, String connector, String options) {
    return "CREATE TABLE %s (%s) WITH ('connector' = '%s', %s)"
        .formatted(name, columns, connector, options);
  }

  private Path file(String name, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("bootstrap.servers: " + kafka.bootstrapServers());
    all.add("schema.registry.url: " + registry.url());
    all.add("schema.snapshot.path: " + folder.resolve("snapshot"));
    all.add("schema.snapshot.seen.path: " + folder.resolve("seen"));
    all.add("schema.snapshot.interval.ms: 200");
    all.add("schema.snapshot.encryption: none");
    return Files.write(folder.resolve(name), all);
  }

  private void send(KafkaAvroSerializer values, int from) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int id = from; id < from + STEP; id++) {
        GenericRecord order = new GenericData.Record(ORDER);
        order.put("id", (long) id);
        order.put("customer", CUSTOMERS.get(id % CUSTOMERS.size()));
        order.put("amount", ByteBuffer.wrap(amount(id).unscaledValue().toByteArray()));
        order.put("note", "not read");
        producer.send(new ProducerRecord<>("orders", values.serialize("orders", order)));
      }
    }
  }

  private static BigDecimal amount(long id) {
    return BigDecimal.valueOf(1 + id * 37 % 10_000, 2);
  }

  private static Map<String, BigDecimal> expected() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (int id = 0; id < 4 * STEP; id++) {
      sums.merge(CUSTOMERS.get(id % CUSTOMERS.size()), amount(id), BigDecimal::add);
    }
    return sums;
  }

  private static Map<String, BigDecimal> sums(Iterable<GenericRecord> records, String field) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (GenericRecord each : records) {
      sums.merge(each.get("customer").toString(), decimal(each, field), BigDecimal::add);
    }
    return sums;
  }

  private static BigDecimal decimal(GenericRecord each, String field) {
    Object value = each.get(field);
    return value instanceof ByteBuffer bytes
        ? new BigDecimal(new BigInteger(bytes.array()), 2)
        : (BigDecimal) value;
  }

  private KafkaConsumer<byte[], byte[]> reader() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "check",
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Reads until so many orders are committed in each topic, and a poll has nothing more. */
  private void await(
      KafkaConsumer<byte[], byte[]> reader,
      KafkaAvroDeserializer values,
      long orders,
      FlinkProcess flink)
      throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    boolean isEmpty = false;
    while (!isEmpty || !isComplete(orders)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not all orders are committed: " + counts() + "\n" + flink.log());
      }
      var records = reader.poll(Duration.ofMillis(300));
      isEmpty = records.isEmpty();
      records.forEach(
          each ->
              committed
                  .computeIfAbsent(each.topic(), topic -> new ArrayList<>())
                  .add((GenericRecord) values.deserialize(each.topic(), each.value())));
    }
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    committed.forEach((topic, records) -> counts.put(topic, records.size()));
    return counts;
  }

  private boolean isComplete(long orders) {
    Map<String, Long> totals = new TreeMap<>();
    committed
        .getOrDefault("totals", List.of())
        .forEach(each -> totals.put(each.get("customer").toString(), (Long) each.get("n")));
    return committed.getOrDefault("passed", List.of()).size() >= orders
        && committed.getOrDefault("copied", List.of()).size() >= orders
        && totals.values().stream().mapToLong(n -> n).sum() >= orders;
  }
}
