// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.migration;

import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.parsed;
import static io.velostream.schema.evolution.Schemas.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.deadletter.DeadLetterHeaders;
import io.velostream.schema.evolution.migration.TopicMigration.Topics;
import io.velostream.schema.evolution.transform.AvroTransformer;
import io.velostream.schema.evolution.transform.ConversionException;
import io.velostream.schema.evolution.transform.TransformOptions;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Migrations of topics on a real broker, with the serializers of users. */
class TopicMigrationIT {

  private static final int PARTITIONS = 3;
  private static final int RECORDS = 3_000;
  private static final Schema BEFORE = parsed(record("Order", field("id", "'string'")));
  private static final Schema AFTER =
      parsed(record("Order", field("id", "'int'"), field("currency", "'string'", "'eur'")));

  private static EmbeddedKafka kafka;
  private static EmbeddedSchemaRegistry registry;
  private static Topic topics;

  private final AvroTransformer transformer =
      AvroTransformer.of(BEFORE, AFTER, TransformOptions.NONE);

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
    topics = new Topic(kafka);
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  /** Stands for the end of the process: nothing catches it, and the transaction stays open. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Map<String, Object> configs() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.poll.records", 100);
  }

  private static Map<String, Object> serde() {
    return Map.of("schema.registry.url", registry.url(), "auto.register.schemas", true);
  }

  private static TopicMigration migration(
      String from,
      String to,
      Function<GenericRecord, GenericRecord> transformer,
      MigrationFailures failures) {
    KafkaAvroDeserializer reader = new KafkaAvroDeserializer();
    reader.configure(serde(), false);
    KafkaAvroSerializer writer = new KafkaAvroSerializer();
    writer.configure(serde(), false);
    return TopicMigration.create(
        configs(),
        new Topics(from, to),
        new RecordMapping<Object, Object>(
            reader, value -> transformer.apply((GenericRecord) value), writer),
        failures);
  }

  private static void fill(String topic, int count, String... others) {
    KafkaAvroSerializer writer = new KafkaAvroSerializer();
    writer.configure(serde(), false);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count + others.length; i++) {
      GenericRecord record = new GenericData.Record(BEFORE);
      record.put("id", i < count ? String.valueOf(i) : others[i - count]);
      ProducerRecord<byte[], byte[]> sent =
          new ProducerRecord<>(
              topic,
              i % PARTITIONS,
              1_000_000L + i,
              ("k" + i).getBytes(UTF_8),
              writer.serialize(topic, record));
      sent.headers().add("n", String.valueOf(i).getBytes(UTF_8));
      records.add(sent);
    }
    writer.close();
    topics.send(records);
  }

  private static GenericRecord read(ConsumerRecord<byte[], byte[]> record) {
    try (KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      reader.configure(serde(), false);
      return (GenericRecord) reader.deserialize(record.topic(), record.value());
    }
  }

  private static void assertEachOnce(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> found = topics.read(topic);
    assertThat(found).hasSize(count);
    int[] next = new int[PARTITIONS];
    for (ConsumerRecord<byte[], byte[]> each : found) {
      int number = next[each.partition()]++ * PARTITIONS + each.partition();
      assertThat(new String(each.key(), UTF_8)).isEqualTo("k" + number);
      assertThat(each.timestamp()).isEqualTo(1_000_000L + number);
      assertThat(new String(each.headers().lastHeader("n").value(), UTF_8))
          .isEqualTo(String.valueOf(number));
    }
    GenericRecord last = read(found.get(count - 1));
    assertThat(last.getSchema().getFields()).hasSize(2);
    assertThat(last.get("id")).isInstanceOf(Integer.class);
    assertThat(last.get("currency")).hasToString("eur");
  }

  @Test
  void eachRecordIsMigratedOnceAlthoughTheMigrationIsKilledTwice() {
    topics.create("orders", PARTITIONS);
    topics.create("orders-2", PARTITIONS);
    fill("orders", RECORDS);
    AtomicInteger seen = new AtomicInteger();
    Function<GenericRecord, GenericRecord> killed =
        value -> {
          if (seen.incrementAndGet() == 1_234) {
            throw new Killed();
          }
          return transformer.apply(value);
        };
    TopicMigration first = migration("orders", "orders-2", killed, MigrationFailures.STOP);
    assertThatThrownBy(first::run).isInstanceOf(Killed.class); // and is not closed
    int before = topics.read("orders-2").size();
    seen.set(1_000);
    TopicMigration second = migration("orders", "orders-2", killed, MigrationFailures.STOP);
    assertThatThrownBy(second::run).isInstanceOf(Killed.class);
    MigrationResult result;
    try (TopicMigration third =
        migration("orders", "orders-2", transformer, MigrationFailures.STOP)) {
      result = third.run();
    }
    try (TopicMigration fourth =
        migration("orders", "orders-2", transformer, MigrationFailures.STOP)) {
      assertThat(fourth.run()).isEqualTo(new MigrationResult(0, 0));
    }
    assertThat(before).isBetween(1, RECORDS - 1);
    assertThat(result.migrated()).isBetween(1L, (long) RECORDS - before);
    assertEachOnce("orders-2", RECORDS);
    System.out.println(
        "OK killed twice: "
            + before
            + " records were there at first, "
            + result.migrated()
            + " in the last run, "
            + RECORDS
            + " in all, lost=0 repeated=0");
    first.close();
    second.close();
  }

  @Test
  void recordsThatFailGoToDeadLettersInTheSameTransaction() {
    topics.create("bad", PARTITIONS);
    topics.create("bad-2", PARTITIONS);
    topics.create("bad-letters", 1);
    fill("bad", 30, "no number");
    try (TopicMigration stopping = migration("bad", "bad-2", transformer, MigrationFailures.STOP)) {
      assertThatThrownBy(stopping::run)
          .isInstanceOf(ConversionException.class)
          .hasMessageContaining("'id'");
    }
    MigrationResult result;
    try (TopicMigration migration =
        migration("bad", "bad-2", transformer, MigrationFailures.deadLetters("bad-letters"))) {
      result = migration.run();
    }
    assertThat(topics.read("bad-2")).hasSize(30);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(topics.read("bad-letters"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(text(each, DeadLetterHeaders.TOPIC)).isEqualTo("bad");
              assertThat(text(each, DeadLetterHeaders.OFFSET)).isEqualTo("10");
              assertThat(text(each, DeadLetterHeaders.REASON)).contains("'id'");
              assertThat(text(each, "n")).isEqualTo("30");
              assertThat(read(each).get("id")).hasToString("no number");
            });
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), UTF_8);
  }

  @Test
  void followsUntilItIsStoppedAndKeepsDeletions() {
    topics.create("live", 1);
    topics.create("live-2", 1);
    topics.send(List.of(new ProducerRecord<>("live", 0, "k".getBytes(UTF_8), null)));
    AtomicInteger polls = new AtomicInteger();
    try (TopicMigration migration =
        migration("live", "live-2", transformer, MigrationFailures.STOP)) {
      MigrationResult result = migration.follow(() -> polls.incrementAndGet() > 20);
      assertThat(result).isEqualTo(new MigrationResult(1, 0));
    }
    assertThat(topics.read("live-2"))
        .singleElement()
        .satisfies(each -> assertThat(each.value()).isNull());
  }

  @Test
  void fewerPartitionsAreRefused() {
    topics.create("wide", 2);
    topics.create("narrow", 1);
    try (TopicMigration migration =
        migration("wide", "narrow", transformer, MigrationFailures.STOP)) {
      assertThatThrownBy(migration::run)
          .hasMessageContaining("narrow has 1 partitions, but needs at least 2");
    }
  }
}
