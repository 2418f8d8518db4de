// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.deadletter.DeadLetterConsumer;
import io.velostream.schema.deadletter.DeadLetterProducer;
import io.velostream.schema.deadletter.DeadLetterRepair;
import io.velostream.schema.deadletter.DeadLetterReplay;
import io.velostream.schema.deadletter.ReplayResult;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Dead letters that a broker has: of producers, and in an application's own transaction. */
class ProducerDeadLettersIT {

  private static final EmbeddedKafka KAFKA = EmbeddedKafka.start();
  private static final EmbeddedSchemaRegistry REGISTRY = EmbeddedSchemaRegistry.start();

  @AfterAll
  static void stop() {
    REGISTRY.close();
    KAFKA.close();
  }

  @Test
  void aRefusedRecordIsSerializedAgainAndReachesItsTopic() throws Exception {
    KAFKA.createTopic("orders", 1);
    KAFKA.createTopic("orders.dead-letters", 1);
    GenericRecord order = record("{\"name\":\"id\",\"type\":\"string\"}", "id", "a");
    GenericRecord refused = record("{\"name\":\"sum\",\"type\":\"long\"}", "sum", 7L);
    try (DeadLetterProducer<String, Object> producer =
        DeadLetterProducer.create(settings("schema.on.failure", "dead-letter"))) {
      assertThat(producer.send(new ProducerRecord<>("orders", "k", order)).get().topic())
          .isEqualTo("orders");
      assertThat(producer.send(new ProducerRecord<>("orders", "k", refused)).get().topic())
          .isEqualTo("orders.dead-letters");
      assertThat(producer.send(new ProducerRecord<>("orders", "k", order)).get().topic())
          .isEqualTo("orders");
    }
    assertThat(replayed()).isEqualTo(new ReplayResult(0, 1, 0));

    REGISTRY.compatibility("orders-value", "NONE");

    assertThat(replayed()).isEqualTo(new ReplayResult(1, 0, 0));
    assertThat(values("orders", 3)).containsExactly(order, order, refused);
  }

  private static ReplayResult replayed() {
    try (StringSerializer keys = new StringSerializer();
        KafkaAvroSerializer values = new KafkaAvroSerializer()) {
      values.configure(settings(), false);
      DeadLetterRepair repair = DeadLetterRepair.unchanged().andSerialized(keys, values);
      try (DeadLetterReplay replay =
          DeadLetterReplay.create(settings(), "orders.dead-letters", repair)) {
        return replay.run();
      }
    }
  }

  @Test
  void aDeadLetterOfAnAbortedTransactionIsNotSeen() throws Exception {
    KAFKA.createTopic("payments", 1);
    KAFKA.createTopic("payments.dead-letters", 1);
    try (KafkaProducer<byte[], byte[]> producer = bytes()) {
      producer.send(new ProducerRecord<>("payments", new byte[] {0, 0, 0, 0, 99, 1})).get();
    }
    Map<String, Object> transactional = settings("transactional.id", "payments-app");
    try (KafkaProducer<byte[], byte[]> writer =
            new KafkaProducer<>(
                transactional, new ByteArraySerializer(), new ByteArraySerializer());
        DeadLetterConsumer<String, Object> consumer =
            DeadLetterConsumer.wrap(
                new KafkaConsumer<>(settings()),
                settings("schema.on.failure", "dead-letter"),
                writer)) {
      TopicPartition partition = new TopicPartition("payments", 0);
      consumer.assign(List.of(partition));
      writer.initTransactions();
      for (boolean isCommitted : new boolean[] {false, true}) {
        consumer.seekToBeginning(List.of(partition));
        writer.beginTransaction();
        long before = consumer.deadLetters();
        for (int poll = 0; poll < 30 && consumer.deadLetters() == before; poll++) {
          consumer.poll(Duration.ofSeconds(1));
        }
        if (isCommitted) {
          writer.commitTransaction();
        } else {
          writer.abortTransaction();
        }
      }
      assertThat(consumer.deadLetters()).isEqualTo(2);
    }

    assertThat(committed("payments.dead-letters")).hasSize(1);
  }

  private static KafkaProducer<byte[], byte[]> bytes() {
    return new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** All that a reader of committed records sees; a last record shows where the topic ends. */
  private static List<byte[]> committed(String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = bytes()) {
      producer.send(new ProducerRecord<>(topic, "end".getBytes())).get();
    }
    List<byte[]> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings("isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      for (int poll = 0; poll < 30; poll++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(each -> values.add(each.value()));
        if (!values.isEmpty() && new String(values.get(values.size() - 1)).equals("end")) {
          values.remove(values.size() - 1);
          return values;
        }
      }
    }
    throw new AssertionError("the end of " + topic + " was not read");
  }

  private static List<Object> values(String topic, int count) {
    List<Object> values = new ArrayList<>();
    try (KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(settings())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      for (int poll = 0; poll < 30 && values.size() < count; poll++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(each -> values.add(each.value()));
      }
    }
    return values;
  }

  private static GenericRecord record(String field, String name, Object value) {
    Schema schema =
        new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"Order\",\"fields\":[" + field + "]}");
    GenericRecord record = new GenericData.Record(schema);
    record.put(name, value);
    return record;
  }

  private static Map<String, Object> settings(String... more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", KAFKA.bootstrapServers());
    settings.put("schema.registry.url", REGISTRY.url());
    settings.put("auto.offset.reset", "earliest");
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", KafkaAvroSerializer.class);
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", KafkaAvroDeserializer.class);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }
}
