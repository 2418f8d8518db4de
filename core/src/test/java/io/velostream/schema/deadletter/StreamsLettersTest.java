// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.metrics.MetricRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the handlers do with versions of Kafka Streams that send no dead letters. */
class StreamsLettersTest {

  private static final ConsumerRecord<byte[], byte[]> RECORD =
      new ConsumerRecord<>("orders", 3, 17, new byte[] {1}, new byte[] {2});

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final StreamsLetters letters =
      StreamsLetters.of(
          Map.of("application.id", "shop"),
          listener ->
              new DeadLetterWriter(
                  Map.of("group.id", "shop"), () -> producer, false, listener, () -> 1L));

  @Test
  void theDeadLetterIsAcknowledgedBeforeTheNextRecord() {
    assertThat(letters.write(RECORD, new SerializationException("no schema"))).isTrue();

    assertThat(producer.history())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.topic()).isEqualTo("orders.dead-letters");
              assertThat(letter.value()).isEqualTo(RECORD.value());
              assertThat(DeadLetterHeaders.text(letter.headers(), DeadLetterHeaders.OFFSET))
                  .isEqualTo("17");
              assertThat(DeadLetterHeaders.text(letter.headers(), DeadLetterHeaders.GROUP_ID))
                  .isEqualTo("shop");
            });
  }

  @Test
  void anOutageOfTheRegistryHasNoDeadLetter() {
    assertThat(letters.write(RECORD, new TimeoutException("no answer"))).isFalse();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void whatIsNotWrittenStopsTheApplication() {
    producer.sendException = new TopicAuthorizationException("no");

    assertThatThrownBy(() -> letters.write(RECORD, new SerializationException("no schema")))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("offset 17");
  }

  @Test
  void deadLettersAreCountedByTopicAndException() {
    double before = deadLetters("dead-letter-metrics", Map.of("client-id", "shop"));
    Map<String, String> source =
        Map.of(
            "client-id",
            "shop",
            "topic",
            "returns",
            "exception",
            SerializationException.class.getName());
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("returns", 0, 1, new byte[] {1}, new byte[] {2});

    assertThat(letters.write(record, new SerializationException("no schema"))).isTrue();
    assertThat(letters.letter(record, new SerializationException("no schema"))).isNotNull();
    assertThat(letters.letter(record, new TimeoutException("no answer"))).isNull();

    assertThat(deadLetters("dead-letter-topic-metrics", source)).isEqualTo(2);
    assertThat(deadLetters("dead-letter-metrics", Map.of("client-id", "shop")))
        .isEqualTo(before + 2);
  }

  private static double deadLetters(String type, Map<String, String> tags) {
    return MetricRegistry.global().groups().stream()
        .filter(group -> group.type().equals(type) && group.tags().equals(tags))
        .mapToDouble(group -> group.metric("dead-letter-total").read())
        .sum();
  }
}
