// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Copies a file of orders to another one through two topics, one in Avro and one in JSON Schema, by
 * a real worker of Kafka Connect. Records that are no orders go to Connect's dead-letter queues.
 */
public final class ConnectDemo {

  private static final int ORDERS = 500;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final List<String> FORMATS = List.of("Avro", "JsonSchema");
  private static final String CONVERTERS = "io.velostream.schema.connect.";

  private final Path folder;
  private final PrintStream out;

  ConnectDemo(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** Runs the demo and ends the JVM: status 0 if all is well. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("connect-demo");
    int status = new ConnectDemo(folder, System.out).run(archive());
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  static Path archive() {
    return Path.of(System.getProperty("connect.plugin"));
  }

  /** Runs the demo and prints its results; the last line starts with OK or FAILED. */
  int run(Path archive) throws Exception {
    List<String> lines =
        LongStream.range(0, ORDERS).mapToObj(id -> id + "," + id / 4 + "." + id % 4 + "5").toList();
    Path input = Files.write(folder.resolve("orders.csv"), lines, UTF_8);
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      FORMATS.forEach(format -> sendNonsense(kafka, topic(format)));
      try (ConnectWorker worker =
          ConnectWorker.start(
              archive, folder, workerSettings(kafka, registry), connectors(input, registry))) {
        return report(kafka, registry, worker, lines);
      }
    }
  }

  private int report(
      EmbeddedKafka kafka,
      EmbeddedSchemaRegistry registry,
      ConnectWorker worker,
      List<String> lines)
      throws Exception {
    int mismatches = 0;
    int deadLetters = 0;
    for (String format : FORMATS) {
      List<String> copied = copied(worker, folder.resolve(format + ".csv"));
      long missing = lines.stream().filter(line -> !copied.contains(expected(line))).count();
      int letters = countOf(kafka, topic(format) + "-dlq");
      out.println(
          format
              + "Converter: "
              + copied.size()
              + " orders of "
              + lines.size()
              + ", "
              + letters
              + " dead letter in "
              + topic(format)
              + "-dlq, versions of the schema "
              + registry.versions(topic(format) + "-value"));
      mismatches += (int) missing + Math.abs(copied.size() - lines.size());
      deadLetters += letters;
    }
    boolean isWell = mismatches == 0 && deadLetters == FORMATS.size();
    if (!isWell) {
      out.println(
          worker
              .log()
              .lines()
              .filter(
                  line ->
                      line.contains("ERROR")
                          || line.contains("Exception")
                          || line.contains("Error:"))
              .limit(8)
              .toList());
    }
    out.println(
        (isWell ? "OK" : "FAILED")
            + " orders="
            + lines.size() * FORMATS.size()
            + " mismatches="
            + mismatches
            + " dead-letters="
            + deadLetters);
    return isWell ? 0 : 1;
  }

  private static String expected(String line) {
    return line + "," + (1_767_225_600_000L + Long.parseLong(line.split(",")[0]));
  }

  private static String topic(String format) {
    return "orders-" + format.toLowerCase(java.util.Locale.ROOT);
  }

  private static Map<String, String> workerSettings(
      EmbeddedKafka kafka, EmbeddedSchemaRegistry registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put("value.converter", CONVERTERS + "AvroConverter");
    settings.put("value.converter.schema.registry.url", registry.url());
    return settings;
  }

  private List<Map<String, String>> connectors(Path input, EmbeddedSchemaRegistry registry) {
    List<Map<String, String>> connectors = new ArrayList<>();
    for (String format : FORMATS) {
      Map<String, String> shared = new HashMap<>();
      shared.put("tasks.max", "1");
      if (!format.equals("Avro")) { // that of the worker
        shared.put("value.converter", CONVERTERS + format + "Converter");
        shared.put("value.converter.schema.registry.url", registry.url());
      }
      Map<String, String> source = new HashMap<>(shared);
      source.put("name", "source-" + format);
      source.put("connector.class", OrderFileSource.class.getName());
      source.put("topic", topic(format));
      source.put("file", input.toString());
      Map<String, String> sink = new HashMap<>(shared);
      sink.put("name", "sink-" + format);
      sink.put("connector.class", OrderFileSink.class.getName());
      sink.put("topics", topic(format));
      sink.put("file", folder.resolve(format + ".csv").toString());
      sink.put("errors.tolerance", "all");
      sink.put("errors.deadletterqueue.topic.name", topic(format) + "-dlq");
      sink.put("errors.deadletterqueue.topic.replication.factor", "1");
      sink.put("errors.deadletterqueue.context.headers.enable", "true");
      sink.put("consumer.override.auto.offset.reset", "earliest");
      connectors.add(source);
      connectors.add(sink);
    }
    return connectors;
  }

  private static List<String> copied(ConnectWorker worker, Path file) throws IOException {
    long end = System.nanoTime() + WAIT_NANOS;
    List<String> lines = List.of();
    while (lines.size() < ORDERS && worker.isAlive() && System.nanoTime() < end) {
      lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return new ArrayList<>(new TreeSet<>(lines));
  }

  private static void sendNonsense(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, "nonsense".getBytes(UTF_8)));
    }
  }

  private static int countOf(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "count-" + topic,
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      int count = 0;
      while (count == 0 && System.nanoTime() < end) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(java.time.Duration.ofMillis(200));
        count += records.count();
      }
      return count;
    }
  }
}
