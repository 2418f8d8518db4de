// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.deadletter.DeadLetterHeaders;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** Deserializers that write dead letters by themselves, in Kafka's own consumer. */
class PlainConsumerIT {

  private static final byte[] UNKNOWN_ID = {0, 0, 0, 0, 77, 1, 2};

  @Test
  void recordsThatCannotBeReadAreNullAndHaveDeadLetters() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      Map<String, Object> settings = new HashMap<>();
      settings.put("bootstrap.servers", kafka.bootstrapServers());
      settings.put("schema.registry.url", registry.url());
      settings.put("schema.on.failure", "dead-letter");
      settings.put("key.deserializer", StringDeserializer.class);
      for (Class<?> format :
          List.of(KafkaAvroDeserializer.class, KafkaJsonSchemaDeserializer.class)) {
        String topic = format.getSimpleName();
        kafka.createTopic(topic, 1);
        kafka.createTopic(topic + ".dead-letters", 1);
        send(kafka, topic);
        settings.put("value.deserializer", format);

        try (KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(settings)) {
          ConsumerRecord<String, Object> record = first(consumer, topic);
          assertThat(record.key()).isEqualTo("key");
          assertThat(record.value()).isNull();
        }
        ConsumerRecord<byte[], byte[]> letter = letter(kafka, topic + ".dead-letters");
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isEqualTo(UNKNOWN_ID);
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.TOPIC).value())
            .isEqualTo(topic.getBytes(UTF_8));
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.OFFSET)).isNull();
      }
    }
  }

  private static void send(EmbeddedKafka kafka, String topic) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, "key".getBytes(UTF_8), UNKNOWN_ID)).get();
    }
  }

  private static ConsumerRecord<byte[], byte[]> letter(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return first(consumer, topic);
    }
  }

  private static <K, V> ConsumerRecord<K, V> first(KafkaConsumer<K, V> consumer, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    List<ConsumerRecord<K, V>> records = new ArrayList<>();
    for (int poll = 0; poll < 20 && records.isEmpty(); poll++) {
      consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
    }
    assertThat(records).hasSize(1);
    return records.get(0);
  }
}
