// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import io.velostream.schema.avro.KafkaAvroSerializer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends numbered readings at an even rate, on a thread of its own, until it is closed. */
final class PacedProducer implements AutoCloseable {

  private static final long PAUSE_NANOS = 1_000_000;

  private final String topic;
  private final int rate;
  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final KafkaProducer<String, Object> producer;
  private final Readings readings = new Readings();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Thread thread = new Thread(this::run, "paced-producer");
  private volatile boolean isClosed;

  private PacedProducer(String topic, int rate, Map<String, Object> settings) {
    this.topic = topic;
    this.rate = rate;
    serializer.configure(settings, false);
    this.producer = new KafkaProducer<>(settings, new StringSerializer(), serializer);
  }

  /** Begins to send. */
  static PacedProducer start(String topic, int rate, Map<String, Object> settings) {
    PacedProducer started = new PacedProducer(topic, rate, settings);
    started.thread.setDaemon(true);
    started.thread.start();
    return started;
  }

  /** How many readings were given to Kafka's producer, or should have been. */
  long sent() {
    return sent.get();
  }

  /** How many of them were not serialized or not acknowledged. */
  long failed() {
    return failed.get();
  }

  /** The serializer, for its counters. */
  KafkaAvroSerializer serializer() {
    return serializer;
  }

  private void run() {
    long start = System.nanoTime();
    while (!isClosed) {
      long due = (long) ((System.nanoTime() - start) / 1e9 * rate);
      while (sent.get() < due) {
        send(sent.getAndIncrement());
      }
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
  }

  private void send(long sequence) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, 0, null, readings.reading(sequence)),
              (metadata, e) -> {
                if (e != null) {
                  failed.incrementAndGet();
                }
              });
    } catch (RuntimeException e) {
      failed.incrementAndGet();
    }
  }

  /** Stops sending, and waits until all that was sent is acknowledged. */
  void finish() {
    isClosed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.flush();
  }

  /** Stops sending. Idempotent. */
  @Override
  public void close() {
    isClosed = true;
    producer.close();
  }
}
