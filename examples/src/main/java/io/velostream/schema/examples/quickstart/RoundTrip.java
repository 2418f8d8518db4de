// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends every value of a dataset to a topic, reads all of them back, and compares.
 *
 * <p>The topic has one partition, so the values come back in order. Records carry the run's own
 * mark, so that a topic which holds other records, or is written to by another run, does no harm.
 */
final class RoundTrip {

  private static final String MARK = "quickstart-run";
  private static final int LARGEST_RECORD = 64 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String kafka;
  private final String registry;
  private final String topic;
  private final byte[] mark = UUID.randomUUID().toString().getBytes(UTF_8);

  RoundTrip(String kafka, String registry, String topic) {
    this.kafka = kafka;
    this.registry = registry;
    this.topic = topic;
  }

  /**
   * What happened.
   *
   * @param records values that came back
   * @param mismatches values that came back changed, or not at all
   * @param textBytes size of all values as JSON text
   * @param wireBytes size of all values on the wire
   * @param writing from the first value to the last acknowledgement
   * @param reading from the first poll to the last value
   * @param callsToWrite registry calls made by the serializer
   * @param callsToRead registry calls made by the deserializer
   */
  record Outcome(
      long records,
      long mismatches,
      long textBytes,
      long wireBytes,
      Duration writing,
      Duration reading,
      long callsToWrite,
      long callsToRead) {}

  /** Makes the topic, sends, reads, compares. */
  Outcome run(Dataset dataset) throws InterruptedException, ExecutionException {
    createTopic();
    long textBytes = textBytes(dataset);
    Map<String, Object> writing =
        Map.of(
            "schema.registry.url", registry,
            "auto.register.schemas", false,
            "use.latest.version", true);
    Map<String, Object> reading = Map.of("schema.registry.url", registry);
    try (ValueFormat.Ends ends = dataset.format().open(writing, reading)) {
      try (KafkaConsumer<String, Object> consumer = consumer(ends.deserializer())) {
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        Writing written = send(dataset, ends);
        Reading read = read(dataset, consumer);
        return new Outcome(
            read.records,
            read.mismatches + dataset.count() - read.records,
            textBytes,
            read.wireBytes,
            Duration.ofNanos(written.nanos),
            Duration.ofNanos(read.nanos),
            written.calls,
            ends.registryCalls().getAsLong() - written.calls);
      }
    }
  }

  private void createTopic() throws InterruptedException, ExecutionException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka,
            "request.timeout.ms",
            5_000,
            "default.api.timeout.ms",
            15_000);
    try (Admin admin = Admin.create(settings)) {
      NewTopic created =
          new NewTopic(topic, 1, (short) 1)
              .configs(Map.of("max.message.bytes", Integer.toString(LARGEST_RECORD)));
      admin.createTopics(List.of(created)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "cannot create the topic " + topic + " on " + kafka, e.getCause());
      }
    }
  }

  private static long textBytes(Dataset dataset) {
    long bytes = 0;
    try (Dataset.Values values = dataset.values()) {
      while (values.hasNext()) {
        bytes += dataset.format().text(values.next()).getBytes(UTF_8).length;
      }
    }
    return bytes;
  }

  /** How long the sending took, and the registry calls made for it. */
  private record Writing(long nanos, long calls) {}

  private Writing send(Dataset dataset, ValueFormat.Ends ends) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka);
    settings.put("linger.ms", 5);
    settings.put("batch.size", 64 * 1024);
    settings.put("max.request.size", LARGEST_RECORD);
    settings.put("buffer.memory", 2L * LARGEST_RECORD);
    settings.put("max.block.ms", PATIENCE.toMillis());
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, Object> producer =
            new KafkaProducer<>(settings, new StringSerializer(), ends.serializer());
        Dataset.Values values = dataset.values()) {
      long start = System.nanoTime();
      while (values.hasNext() && failure.get() == null) {
        ProducerRecord<String, Object> sent = new ProducerRecord<>(topic, 0, null, values.next());
        sent.headers().add(MARK, mark);
        var unused =
            producer.send(
                sent,
                (metadata, e) -> {
                  if (e != null) {
                    failure.compareAndSet(null, e);
                  }
                });
      }
      producer.flush();
      Exception failed = failure.get();
      if (failed != null) {
        throw new IllegalStateException("a record could not be sent to " + kafka, failed);
      }
      return new Writing(System.nanoTime() - start, ends.registryCalls().getAsLong());
    }
  }

  private KafkaConsumer<String, Object> consumer(Deserializer<Object> deserializer) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "enable.auto.commit", false, "max.poll.records", 2_000);
    return new KafkaConsumer<>(settings, new StringDeserializer(), deserializer);
  }

  /** What has come back so far. */
  private static final class Reading {
    private long records;
    private long mismatches;
    private long wireBytes;
    private long nanos;
  }

  private Reading read(Dataset dataset, KafkaConsumer<String, Object> consumer) {
    Reading reading = new Reading();
    long start = System.nanoTime();
    long lastProgress = start;
    try (Dataset.Values values = dataset.values()) {
      while (reading.records < dataset.count()
          && System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
        for (ConsumerRecord<String, Object> each : consumer.poll(Duration.ofMillis(200))) {
          if (isOurs(each) && values.hasNext()) {
            reading.records++;
            reading.wireBytes += Math.max(0, each.serializedValueSize());
            reading.mismatches += dataset.format().same(values.next(), each.value()) ? 0 : 1;
            lastProgress = System.nanoTime();
          }
        }
      }
    }
    reading.nanos = lastProgress - start;
    return reading;
  }

  private boolean isOurs(ConsumerRecord<String, Object> record) {
    Header header = record.headers().lastHeader(MARK);
    return header != null && Arrays.equals(header.value(), mark);
  }
}
