// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.rollout;

import io.velostream.schema.deadletter.DeadLetterConsumer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The consumer, on a thread of its own, until all orders have arrived or are dead letters. */
final class OrderReader implements AutoCloseable {

  private final DeadLetterConsumer<String, Object> consumer;
  private final Thread thread;
  private final BitSet delivered;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private volatile boolean isEnding;

  private OrderReader(Map<String, Object> settings, String topic, BitSet delivered) {
    this.delivered = delivered;
    this.consumer = DeadLetterConsumer.create(settings);
    consumer.subscribe(List.of(topic));
    this.thread = new Thread(this::read, "orders-reader");
  }

  /**
   * Starts reading.
   *
   * @param delivered the numbers of the orders that were delivered; used by the thread until {@link
   *     #close}
   */
  static OrderReader start(Map<String, Object> settings, String topic, BitSet delivered) {
    OrderReader reader = new OrderReader(settings, topic, delivered);
    reader.thread.start();
    return reader;
  }

  private void read() {
    while (!isEnding) {
      for (ConsumerRecord<String, Object> each : consumer.poll(Duration.ofMillis(100))) {
        int number = number(each.value());
        if (delivered.get(number)) {
          repeated.incrementAndGet();
        }
        delivered.set(number);
        count.incrementAndGet();
      }
    }
    consumer.commitSync();
    consumer.close();
  }

  private static int number(Object order) {
    return order instanceof Orders.Known known ? known.number() : ((Orders.Fixed) order).number();
  }

  /** How many orders were delivered. */
  int count() {
    return count.get();
  }

  /** How many of them were delivered before. */
  int repeated() {
    return repeated.get();
  }

  /** How many dead letters were written. */
  long deadLetters() {
    return consumer.deadLetters();
  }

  /** Ends reading, with a commit. */
  @Override
  public void close() {
    isEnding = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
