// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer's process: reads, reports on its output, commits; ends when its input does.
 *
 * <p>Lines are {@code read FIRST LAST ID VERSION} for readings that followed each other, written
 * with the schema ID and read as VERSION; {@code failed MESSAGE}; {@code stale YES-OR-NO RECORDS}.
 */
final class OutageConsumer {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
  private final Freshness freshness = new Freshness();
  private final PrintStream out;
  private long first = -1;
  private long last;
  private int id;
  private int version;

  private OutageConsumer(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs until the input ends.
   *
   * @param args a file of the consumer's properties, and the topic
   */
  public static void main(String[] args) {
    Thread waiting = new Thread(OutageConsumer::awaitEndOfInput, "end-of-input");
    waiting.setDaemon(true);
    waiting.start();
    new OutageConsumer(new PrintStream(System.out, false, UTF_8))
        .run(settings(Path.of(args[0])), args[1], waiting);
  }

  private static Map<String, Object> settings(Path file) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.get(key)));
    return settings;
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said there.
      }
    } catch (IOException e) {
      // The same as its end.
    }
  }

  private void run(Map<String, Object> settings, String topic, Thread waiting) {
    deserializer.configure(settings, false);
    try (deserializer;
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (waiting.isAlive()) {
        long records = 0;
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          take(each);
          records++;
        }
        consumer.commitSync();
        report(records);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      Object value = deserializer.deserialize(record.topic(), record.headers(), record.value());
      GenericRecord reading = (GenericRecord) value;
      if (reading == null) {
        throw new IllegalStateException("no value at offset " + record.offset());
      }
      arrived(
          (long) reading.get("sequence"),
          ByteBuffer.wrap(record.value()).getInt(1),
          Readings.version(reading));
    } catch (RuntimeException e) {
      out.println("failed " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
  }

  private void arrived(long sequence, int writtenWith, int readAs) {
    if (first >= 0 && (sequence != last + 1 || writtenWith != id || readAs != version)) {
      printRange();
    }
    first = first < 0 ? sequence : first;
    last = sequence;
    id = writtenWith;
    version = readAs;
  }

  private void report(long records) {
    if (first >= 0) {
      printRange();
    }
    freshness.observe(deserializer.stats(), records);
    out.println("stale " + (freshness.isStale() ? "yes " : "no ") + freshness.servedStale());
    out.flush();
  }

  private void printRange() {
    out.println("read " + first + " " + last + " " + id + " " + version);
    first = -1;
  }
}
