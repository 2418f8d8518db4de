// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RecordDeserializationException;

/** Polls consumers until what is awaited is there, or a deadline passes. */
public final class Records {

  private static final Duration POLL = Duration.ofMillis(200);

  private Records() {}

  public static <V> List<ConsumerRecord<V, V>> poll(
      KafkaConsumer<V, V> consumer, String topic, int count, Duration atMost) {
    subscribe(consumer, topic);
    List<ConsumerRecord<V, V>> records = new ArrayList<>();
    long deadline = System.nanoTime() + atMost.toNanos();
    while (records.size() < count && System.nanoTime() < deadline) {
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  public static RecordDeserializationException pollFailure(
      KafkaConsumer<?, ?> consumer, String topic, Duration atMost) {
    subscribe(consumer, topic);
    long deadline = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        consumer.poll(POLL);
      } catch (RecordDeserializationException e) {
        return e;
      }
    }
    throw new AssertionError("every record of " + topic + " could be read");
  }

  private static void subscribe(KafkaConsumer<?, ?> consumer, String topic) {
    if (consumer.subscription().isEmpty()) {
      consumer.subscribe(List.of(topic));
    }
  }
}
