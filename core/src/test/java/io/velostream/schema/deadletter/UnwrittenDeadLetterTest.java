// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A dead letter that is not written: the consumer stays at the record. */
class UnwrittenDeadLetterTest extends DeadLetterFixture {

  @Test
  void staysAtTheRecordWhenTheDeadLetterIsNotWritten() {
    producer.sendException = new TopicAuthorizationException("no");
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters = letters("dead-letter");

    assertThatThrownBy(() -> letters.poll(NOW))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("offset 5 of orders-3")
        .hasMessageContaining("orders.dead-letters")
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
    assertThat(letters.deadLetters()).isZero();
  }

  @Test
  void triesTheSameRecordAgainWithANewProducerOfItsOwn() {
    MockProducer<byte[], byte[]> first =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    first.sendException = new TopicAuthorizationException("no");
    List<MockProducer<byte[], byte[]>> producers = new ArrayList<>(List.of(first, producer));
    Map<String, Object> configs = configs("dead-letter");
    DeadLetterConsumer<String, String> letters =
        ConsumerProxy.of(
            consumer,
            configs,
            new DeadLetterWriter(configs, () -> producers.remove(0), true, events::add, () -> TIME),
            nanos::get);

    consumer.setPollException(failure(5, unreadable()));
    assertThatThrownBy(() -> letters.poll(NOW)).isInstanceOf(KafkaException.class);
    assertThat(first.closed()).isTrue();

    consumer.setPollException(failure(5, unreadable()));
    letters.poll(NOW);
    assertThat(producer.history()).hasSize(1);
    assertThat(consumer.position(PARTITION)).isEqualTo(6);
    letters.close();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void staysAtTheRecordWhenTheBrokerRefusesTheDeadLetterLater() {
    MockProducer<byte[], byte[]> slow =
        new MockProducer<>(
            clusterWith("orders.dead-letters", 1),
            false,
            null,
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters =
        DeadLetterConsumer.wrap(consumer, configs("dead-letter"), slow);
    Thread broker =
        new Thread(
            () -> {
              while (!slow.errorNext(new TimeoutException("not enough replicas"))) {
                Thread.onSpinWait();
              }
            });
    broker.start();

    assertThatThrownBy(() -> letters.poll(NOW))
        .isInstanceOf(KafkaException.class)
        .hasRootCauseMessage("not enough replicas");
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void staysAtTheRecordWhenInterruptedBeforeTheAcknowledgement() {
    MockProducer<byte[], byte[]> silent =
        new MockProducer<>(
            clusterWith("orders.dead-letters", 1),
            false,
            null,
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters =
        DeadLetterConsumer.wrap(consumer, configs("dead-letter"), silent);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> letters.poll(NOW)).isInstanceOf(InterruptException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }
}
