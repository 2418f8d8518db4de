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
import java.util.function.LongConsumer;
import java.util.function.Predicate;
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
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of one partition, so that values come back in order. Records carry this run's own mark: a
 * topic that holds other records, or is written to by another run, does no harm.
 */
final class MarkedTopic {

  private static final String MARK = "quickstart-run";
  private static final int LARGEST_RECORD = 64 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String kafka;
  private final String name;
  private final byte[] mark = UUID.randomUUID().toString().getBytes(UTF_8);

  private MarkedTopic(String kafka, String name) {
    this.kafka = kafka;
    this.name = name;
  }

  /** Creates the topic, unless it exists. */
  static MarkedTopic create(String kafka, String name)
      throws InterruptedException, ExecutionException {
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
          new NewTopic(name, 1, (short) 1)
              .configs(Map.of("max.message.bytes", Integer.toString(LARGEST_RECORD)));
      admin.createTopics(List.of(created)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "cannot create the topic " + name + " on " + kafka, e.getCause());
      }
    }
    return new MarkedTopic(kafka, name);
  }

  /** A consumer that begins after what the topic holds now. */
  KafkaConsumer<String, Object> consumer(Deserializer<Object> deserializer) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka,
            "enable.auto.commit",
            false,
            "max.poll.records",
            2_000,
            // closing waits for the last fetch, which waits so long for records that do not come
            "fetch.max.wait.ms",
            20);
    KafkaConsumer<String, Object> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), deserializer);
    TopicPartition partition = new TopicPartition(name, 0);
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    consumer.position(partition);
    return consumer;
  }

  /**
   * Sends all values, and waits until they are acknowledged.
   *
   * @param progress is told how many have been sent
   * @return how long it took
   */
  Duration send(Dataset.Values values, Serializer<Object> serializer, LongConsumer progress) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka);
    settings.put("linger.ms", 5);
    settings.put("batch.size", 64 * 1024);
    settings.put("max.request.size", LARGEST_RECORD);
    settings.put("buffer.memory", 2L * LARGEST_RECORD);
    settings.put("max.block.ms", PATIENCE.toMillis());
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, Object> producer =
        new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
      long start = System.nanoTime();
      for (long count = 1; values.hasNext() && failure.get() == null; count++) {
        ProducerRecord<String, Object> sent = new ProducerRecord<>(name, 0, null, values.next());
        sent.headers().add(MARK, mark);
        var unused =
            producer.send(
                sent,
                (metadata, e) -> {
                  if (e != null) {
                    failure.compareAndSet(null, e);
                  }
                });
        progress.accept(count);
      }
      producer.flush();
      Exception failed = failure.get();
      if (failed != null) {
        throw new IllegalStateException("a record could not be sent to " + kafka, failed);
      }
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  /**
   * Reads records of this run in order, until enough have come or none comes for a while.
   *
   * @param sink takes each record, and says whether it wants one more
   * @return from the first poll to the last record
   */
  Duration read(
      KafkaConsumer<String, Object> consumer, Predicate<ConsumerRecord<String, Object>> sink) {
    long start = System.nanoTime();
    long lastProgress = start;
    boolean isWanted = true;
    while (isWanted && System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
      for (ConsumerRecord<String, Object> each : consumer.poll(Duration.ofMillis(200))) {
        if (isWanted && isOurs(each)) {
          isWanted = sink.test(each);
          lastProgress = System.nanoTime();
        }
      }
    }
    return Duration.ofNanos(lastProgress - start);
  }

  private boolean isOurs(ConsumerRecord<String, Object> record) {
    Header header = record.headers().lastHeader(MARK);
    return header != null && Arrays.equals(header.value(), mark);
  }
}
