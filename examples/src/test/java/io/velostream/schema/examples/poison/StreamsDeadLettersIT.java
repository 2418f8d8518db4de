// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.avro.GenericAvroSerde;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.deadletter.DeadLetterHeaders;
import io.velostream.schema.deadletter.DeadLetterRepair;
import io.velostream.schema.deadletter.DeadLetterReplay;
import io.velostream.schema.deadletter.streams.DeadLetterDeserializationHandler;
import io.velostream.schema.deadletter.streams.DeadLetterProductionHandler;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Streams application on a real broker, with poison records for both handlers and an audit log.
 */
class StreamsDeadLettersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] UNKNOWN_ID = {0, 0, 0, 0, 77, 1, 2};

  private static final Schema ORDER =
      new Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"Order\",\"fields\":"
                  + "[{\"name\":\"number\",\"type\":\"int\"}]}");

  /** The schema of results, to which that of orders is incompatible. */
  private static final String RESULT =
      "{\"type\":\"record\",\"name\":\"Order\",\"fields\":"
          + "[{\"name\":\"number\",\"type\":\"string\"}]}";

  @TempDir Path folder;

  @Test
  void theTopologyGoesOnBehindRecordsThatCannotBeReadOrWritten() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      for (String topic : List.of("orders", "results", "returns", "orders.dead-letters")) {
        kafka.createTopic(topic, 1);
      }
      registry.register("returns-value", RESULT);
      List<byte[]> sent = send(kafka, registry);

      try (KafkaStreams streams = streams(kafka, registry)) {
        streams.start();
        assertThat(numbers(registry, read(kafka, "results", 3))).containsExactly(1, 3, 5);
        assertThat(streams.state())
            .isIn(KafkaStreams.State.RUNNING, KafkaStreams.State.REBALANCING);
      }

      List<ConsumerRecord<byte[], byte[]>> letters = read(kafka, "orders.dead-letters", 2);
      checkLetter(letters.get(0), 1, sent.get(1));
      checkLetter(letters.get(1), 3, sent.get(3));
      assertThat(audited()).containsExactlyInAnyOrder("orders 1", "orders 3");
      assertThat(counted()).isEqualTo(2);
      replay(kafka);
      assertThat(read(kafka, "orders", 7))
          .extracting(ConsumerRecord::value)
          .endsWith(sent.get(1), sent.get(3));
    }
  }

  /** Five orders: the second cannot be read, and the result of the fourth not be written. */
  private static List<byte[]> send(EmbeddedKafka kafka, EmbeddedSchemaRegistry registry)
      throws Exception {
    List<byte[]> values = new ArrayList<>();
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);
      for (int number = 1; number <= 5; number++) {
        byte[] value = number == 2 ? UNKNOWN_ID : serializer.serialize("orders", order(number));
        values.add(value);
        producer.send(new ProducerRecord<>("orders", key(number), value)).get();
      }
    }
    return values;
  }

  private KafkaStreams streams(EmbeddedKafka kafka, EmbeddedSchemaRegistry registry) {
    Properties settings = new Properties();
    settings.put("application.id", "shop");
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("auto.offset.reset", "earliest");
    settings.put("commit.interval.ms", "100");
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put("state.dir", folder.resolve("state").toString());
    settings.put("schema.registry.url", registry.url());
    settings.put("schema.audit.path", folder.resolve("audit.jsonl").toString());
    settings.put("deserialization.exception.handler", DeadLetterDeserializationHandler.class);
    settings.put("production.exception.handler", DeadLetterProductionHandler.class);
    return new KafkaStreams(topology(registry).build(), settings);
  }

  private static StreamsBuilder topology(EmbeddedSchemaRegistry registry) {
    GenericAvroSerde serde = new GenericAvroSerde();
    serde.configure(Map.of("schema.registry.url", registry.url(), "client.id", "shop"), false);
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("orders", Consumed.with(Serdes.ByteArray(), serde))
        .to(
            (key, order, context) -> order.get("number").equals(4) ? "returns" : "results",
            Produced.with(Serdes.ByteArray(), serde));
    return builder;
  }

  private static GenericRecord order(int number) {
    GenericRecord order = new GenericData.Record(ORDER);
    order.put("number", number);
    return order;
  }

  private static byte[] key(int number) {
    return ("key-" + number).getBytes(UTF_8);
  }

  private static List<Object> numbers(
      EmbeddedSchemaRegistry registry, List<ConsumerRecord<byte[], byte[]>> records) {
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
      return records.stream()
          .map(each -> (GenericRecord) deserializer.deserialize(each.topic(), each.value()))
          .map(each -> each.get("number"))
          .toList();
    }
  }

  /** Reads committed records of a topic from its start, until there are as many. */
  private static List<ConsumerRecord<byte[], byte[]>> read(
      EmbeddedKafka kafka, String topic, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long start = System.nanoTime();
      while (records.size() < count && System.nanoTime() - start < PATIENCE.toNanos()) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    assertThat(records).as(topic).hasSize(count);
    return records;
  }

  private static void checkLetter(ConsumerRecord<byte[], byte[]> letter, int offset, byte[] value) {
    assertThat(letter.key()).isEqualTo(key(offset + 1));
    assertThat(letter.value()).isEqualTo(value);
    assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("orders");
    assertThat(header(letter, DeadLetterHeaders.PARTITION)).isEqualTo("0");
    assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo(String.valueOf(offset));
    assertThat(header(letter, DeadLetterHeaders.GROUP_ID)).isEqualTo("shop");
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  /** Topics and offsets of the dead letters in the audit log, which has a thread of its own. */
  private List<String> audited() throws IOException {
    List<String> letters = List.of();
    for (int wait = 0; wait < 1_000 && letters.size() < 2; wait++) {
      LockSupport.parkNanos(10_000_000);
      letters = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve("audit.jsonl"))) {
        JsonNode json = new ObjectMapper().readTree(line);
        if (json.path("action").asText().equals("dead-letter")) {
          letters.add(json.path("topic").asText() + " " + json.path("offset").asText());
        }
      }
    }
    return letters;
  }

  private static double counted() {
    return MetricRegistry.global().groups().stream()
        .filter(group -> group.type().equals("dead-letter-topic-metrics"))
        .filter(group -> "shop".equals(group.tags().get("client-id")))
        .filter(group -> "orders".equals(group.tags().get("topic")))
        .mapToDouble(group -> group.metric("dead-letter-total").read())
        .sum();
  }

  private static void replay(EmbeddedKafka kafka) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    try (DeadLetterReplay replay =
        DeadLetterReplay.create(settings, "orders.dead-letters", DeadLetterRepair.unchanged())) {
      assertThat(replay.run().replayed()).isEqualTo(2);
    }
  }
}
