// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Records;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a real broker, configured as users configure it: by class names and text. */
class KafkaAvroBrokerIT {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static EmbeddedKafka kafka;
  private static EmbeddedSchemaRegistry registry;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  private static Map<String, Object> configs(String... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("bootstrap.servers", kafka.bootstrapServers());
    configs.put("schema.registry.url", registry.url());
    for (int i = 0; i < settings.length; i += 2) {
      configs.put(settings[i], settings[i + 1]);
    }
    return configs;
  }

  private static KafkaProducer<Object, Object> producer(String... settings) {
    Map<String, Object> configs = configs(settings);
    configs.put("key.serializer", KafkaAvroSerializer.class.getName());
    configs.put("value.serializer", KafkaAvroSerializer.class.getName());
    return new KafkaProducer<>(configs);
  }

  private static KafkaConsumer<Object, Object> consumer(String group) {
    return new KafkaConsumer<>(
        configs(
            "group.id",
            group,
            "auto.offset.reset",
            "earliest",
            "key.deserializer",
            KafkaAvroDeserializer.class.getName(),
            "value.deserializer",
            KafkaAvroDeserializer.class.getName(),
            AvroKeys.VALUE_TYPE,
            Order.class.getName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefix", "header"})
  void carriesKeysValuesAndTombstones(String placement) throws Exception {
    String topic = "orders-" + placement;
    try (KafkaProducer<Object, Object> producer =
        producer("value.schema.id.serializer", placement, "key.schema.id.serializer", placement)) {
      producer.send(new ProducerRecord<>(topic, "one", Samples.order())).get();
      producer.send(new ProducerRecord<>(topic, "two", null)).get();
    }

    try (KafkaConsumer<Object, Object> consumer = consumer(topic)) {
      List<ConsumerRecord<Object, Object>> records = Records.poll(consumer, topic, 2, DEADLINE);

      assertThat(records).extracting(ConsumerRecord::key).containsExactly("one", "two");
      assertThat(records).extracting(ConsumerRecord::value).containsExactly(Samples.order(), null);
    }
  }

  @Test
  void tellsWhichRecordCannotBeReadSoThatTheConsumerCanGoOn() throws Exception {
    String topic = "poisoned";
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(configs(), new ByteArraySerializer(), new ByteArraySerializer());
        KafkaProducer<Object, Object> good = producer()) {
      producer.send(new ProducerRecord<>(topic, new byte[] {0, 0, 0, 0, 99, 1})).get();
      good.send(new ProducerRecord<>(topic, "good", Samples.order())).get();
    }

    try (KafkaConsumer<Object, Object> consumer = consumer(topic)) {
      RecordDeserializationException failure = Records.pollFailure(consumer, topic, DEADLINE);
      assertThat(failure.topicPartition().topic()).isEqualTo(topic);
      assertThat(failure.offset()).isZero();
      consumer.seek(failure.topicPartition(), failure.offset() + 1);

      assertThat(Records.poll(consumer, topic, 1, DEADLINE))
          .extracting(ConsumerRecord::value)
          .containsExactly(Samples.order());
    }
  }

  @Test
  void sharesOneSerializerAmongManyThreads() throws Exception {
    String topic = "busy";
    try (KafkaProducer<Object, Object> producer = producer()) {
      List<Thread> threads =
          List.of(0, 1, 2, 3).stream().map(n -> sending(producer, topic, n)).toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      producer.flush();
    }

    try (KafkaConsumer<Object, Object> consumer =
        new KafkaConsumer<>(
            configs(
                "group.id",
                topic,
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                KafkaAvroDeserializer.class.getName(),
                "value.deserializer",
                KafkaAvroDeserializer.class.getName(),
                AvroKeys.VALUE_TYPE,
                Address.class.getName()))) {
      assertThat(Records.poll(consumer, topic, 400, DEADLINE))
          .allSatisfy(
              read ->
                  assertThat(((Address) read.value()).getStreet())
                      .isEqualTo("Street " + read.key()));
    }
    assertThat(registry.versions("busy-value")).containsExactly(1);
  }

  private static Thread sending(KafkaProducer<Object, Object> producer, String topic, int thread) {
    return new Thread(
        () -> {
          for (int i = 0; i < 100; i++) {
            String key = thread + "-" + i;
            producer.send(new ProducerRecord<>(topic, key, new Address("Street " + key, null)));
          }
        });
  }
}
