// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the demo is compared with: a consumer that keeps no schemas. It asks the registry for the
 * schemas of each poll's records, once per id, and counts the records that it could not read
 * because the registry gave no schema. Runs on a thread of its own.
 */
final class UncachedConsumer implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final int FRAME_BYTES = 5;

  private final String registry;
  private final TopicPartition partition;
  private final Map<String, Object> settings;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ObjectMapper mapper = new ObjectMapper();
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Thread thread = new Thread(this::run, "uncached-consumer");
  private volatile boolean isClosed;

  private UncachedConsumer(String kafka, String registry, String topic) {
    this.registry = registry;
    partition = new TopicPartition(topic, 0);
    settings =
        Map.of("bootstrap.servers", kafka, "max.poll.records", 20_000, "fetch.max.wait.ms", 100);
  }

  /** Begins to read from the first record on. */
  static UncachedConsumer start(String kafka, String registry, String topic) {
    UncachedConsumer started = new UncachedConsumer(kafka, registry, topic);
    started.thread.setDaemon(true);
    started.thread.start();
    return started;
  }

  /** How many records it has read. */
  long read() {
    return read.get();
  }

  /** How many records it could not read, for want of a schema. */
  long failed() {
    return failed.get();
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (!isClosed) {
        take(consumer.poll(POLL));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    Map<Integer, Optional<Schema>> schemas = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      int id = ByteBuffer.wrap(each.value()).getInt(1);
      Optional<Schema> schema = schemas.get(id);
      if (schema == null) {
        schema = fetch(id);
        schemas.put(id, schema);
      }
      if (schema.isPresent() && isReadable(schema.get(), each.value())) {
        read.incrementAndGet();
      } else {
        failed.incrementAndGet();
      }
    }
  }

  private Optional<Schema> fetch(int id) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id))
            .timeout(REQUEST_TIMEOUT)
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        return Optional.empty();
      }
      String text = mapper.readTree(response.body()).path("schema").asText();
      return Optional.of(new Schema.Parser().parse(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isReadable(Schema schema, byte[] value) {
    try {
      GenericRecord unused =
          new GenericDatumReader<GenericRecord>(schema)
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(value, FRAME_BYTES, value.length - FRAME_BYTES, null));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops reading, and waits for the thread to end. */
  @Override
  public void close() {
    isClosed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
