// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import io.velostream.schema.examples.streams.CustomerSpending.Purchase;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends purchases at an even rate, on a thread of its own. */
final class PurchaseSender implements AutoCloseable {

  private static final long PAUSE_NANOS = 1_000_000;

  private final Purchases purchases;
  private final int rate;
  private final KafkaProducer<String, Purchase> producer;
  private final AtomicReference<@Nullable Throwable> failure;
  private final Thread thread = new Thread(this::run, "purchases");
  private volatile boolean isClosed;

  /**
   * A sender that has not begun.
   *
   * @param rate purchases a second
   * @param producer closed with the sender
   * @param failure where the first failure goes
   */
  PurchaseSender(
      Purchases purchases,
      int rate,
      KafkaProducer<String, Purchase> producer,
      AtomicReference<@Nullable Throwable> failure) {
    this.purchases = purchases;
    this.rate = rate;
    this.producer = producer;
    this.failure = failure;
  }

  /** Begins to send. */
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long start = System.nanoTime();
    int sent = 0;
    while (sent < purchases.count() && !isClosed) {
      double due = (System.nanoTime() - start) / 1e9 * rate;
      while (sent < due && sent < purchases.count()) {
        send(sent++);
      }
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
  }

  private void send(int index) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  CustomerSpending.PURCHASES, "p-" + index, purchases.purchase(index)),
              (metadata, e) -> {
                if (e != null) {
                  failure.compareAndSet(null, e);
                }
              });
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Stops sending. */
  @Override
  public void close() {
    isClosed = true;
    producer.close();
  }
}
