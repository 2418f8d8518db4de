// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.examples.console.Screen;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Sends every value of a dataset to a topic, reads all of them back, and compares. */
final class RoundTrip {

  private static final int PROGRESS_STEP = 250;

  private final String kafka;
  private final String registry;
  private final String topic;
  private final Screen screen;

  RoundTrip(String kafka, String registry, String topic, Screen screen) {
    this.kafka = kafka;
    this.registry = registry;
    this.topic = topic;
    this.screen = screen;
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
    MarkedTopic records = MarkedTopic.create(kafka, topic);
    long textBytes = textBytes(dataset);
    Map<String, Object> writing =
        Map.of(
            "schema.registry.url", registry,
            "auto.register.schemas", false,
            "use.latest.version", true);
    Map<String, Object> reading = Map.of("schema.registry.url", registry);
    try (ValueFormat.Ends ends = dataset.format().open(writing, reading);
        KafkaConsumer<String, Object> consumer = records.consumer(ends.deserializer())) {
      Duration sending;
      try (Dataset.Values values = dataset.values()) {
        sending =
            records.send(
                values, ends.serializer(), count -> show("writing", count, dataset.count()));
      }
      long callsToWrite = ends.registryCalls().getAsLong();
      Reading read = new Reading();
      Duration receiving = read(dataset, records, consumer, read);
      return new Outcome(
          read.records,
          read.mismatches + dataset.count() - read.records,
          textBytes,
          read.wireBytes,
          sending,
          receiving,
          callsToWrite,
          ends.registryCalls().getAsLong() - callsToWrite);
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

  /** What has come back so far. */
  private static final class Reading {
    private long records;
    private long mismatches;
    private long wireBytes;
  }

  private Duration read(
      Dataset dataset,
      MarkedTopic records,
      KafkaConsumer<String, Object> consumer,
      Reading reading) {
    try (Dataset.Values values = dataset.values()) {
      return records.read(
          consumer,
          each -> {
            reading.records++;
            reading.wireBytes += Math.max(0, each.serializedValueSize());
            reading.mismatches += dataset.format().same(values.next(), each.value()) ? 0 : 1;
            show("reading and comparing", reading.records, dataset.count());
            return reading.records < dataset.count();
          });
    }
  }

  private void show(String what, long done, long total) {
    if (done % PROGRESS_STEP == 0) {
      screen.progress(what, done, total);
    }
  }
}
