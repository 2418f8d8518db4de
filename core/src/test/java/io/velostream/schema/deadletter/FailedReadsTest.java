// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FailedReadsTest {

  private static final byte[] DATA = {0, 0, 0, 0, 7, 1};
  private static final SerializationException UNREADABLE = new SerializationException("no schema");

  private final List<SchemaEvent> events = new ArrayList<>();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void writesValuesWithWhatADeserializerKnows() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", "abc".getBytes(UTF_8));

    reads(false).handle("orders", headers, DATA, UNREADABLE);

    ProducerRecord<byte[], byte[]> letter = letter();
    assertThat(letter.topic()).isEqualTo("orders.dead-letters");
    assertThat(letter.partition()).isNull();
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isEqualTo(DATA);
    assertThat(Arrays.stream(letter.headers().toArray()).map(each -> each.key()))
        .containsExactly(
            "trace",
            DeadLetterHeaders.TOPIC,
            DeadLetterHeaders.VALUE_SCHEMA_ID,
            DeadLetterHeaders.REASON,
            DeadLetterHeaders.EXCEPTION,
            DeadLetterHeaders.TIME);
    assertThat(headers).as("the record's own").hasSize(1);
    assertThat(events)
        .containsExactly(
            new SchemaEvent.DeadLetterWritten(
                "orders",
                -1,
                -1,
                "orders.dead-letters",
                SerializationException.class.getName(),
                "no schema"));
  }

  @Test
  void writesKeysAsKeys() {
    reads(true).handle("orders", null, DATA, UNREADABLE);

    assertThat(letter().key()).isEqualTo(DATA);
    assertThat(letter().value()).isNull();
  }

  @Test
  void copiesBuffersAndLeavesTheirPosition() {
    ByteBuffer heap = ByteBuffer.wrap(new byte[] {9, 0, 0, 0, 0, 7, 1, 9}, 1, 6);
    ByteBuffer direct = ByteBuffer.allocateDirect(8).put(1, DATA).position(1).limit(7);
    for (ByteBuffer each : List.of(heap, direct, direct.asReadOnlyBuffer())) {
      producer.clear();

      reads(false).handle("orders", null, each, UNREADABLE);

      assertThat(letter().value()).isEqualTo(DATA);
      assertThat(each.position()).isEqualTo(1);
    }
  }

  @Test
  void throwsWhatSaysNothingAboutTheRecord() {
    TimeoutException silent = new TimeoutException("the registry does not answer");

    assertThatThrownBy(() -> reads(false).handle("orders", null, DATA, silent)).isSameAs(silent);
    assertThatThrownBy(
            () -> new FailedReads(OnFailure.SKIP, null, false).handle("orders", null, DATA, silent))
        .isSameAs(silent);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void throwsWhenTheDeadLetterIsNotWritten() {
    producer.sendException = new TopicAuthorizationException("no");

    assertThatThrownBy(() -> reads(false).handle("orders", null, DATA, UNREADABLE))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("of orders")
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void isAsConfigured() {
    for (Map<String, String> failing : List.of(Map.<String, String>of(), onFailure("fail"))) {
      assertThatThrownBy(
              () ->
                  FailedReads.of(failing, false, SchemaListener.none())
                      .handle("orders", null, DATA, UNREADABLE))
          .isSameAs(UNREADABLE);
    }
    assertThat(
            FailedReads.of(onFailure("skip"), false, SchemaListener.none())
                .handle("orders", null, DATA, UNREADABLE))
        .isNull();
    assertThatThrownBy(() -> FailedReads.of(onFailure("dead-letter"), false, SchemaListener.none()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bootstrap.servers");
  }

  /** The broker acknowledges neither letter until both are sent. */
  @Test
  @Timeout(60)
  void noThreadWaitsForTheLetterOfAnother() throws Exception {
    MockProducer<byte[], byte[]> unacknowledged =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    FailedReads reads =
        new FailedReads(
            OnFailure.DEAD_LETTER,
            new DeadLetterWriter(Map.of(), () -> unacknowledged, false, events::add, () -> 1L),
            false);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        writes.add(threads.submit(() -> reads.handle("orders", null, DATA, UNREADABLE)));
      }
      while (unacknowledged.history().size() < 2) {
        Thread.onSpinWait();
      }
      assertThat(unacknowledged.completeNext()).isTrue();
      assertThat(unacknowledged.completeNext()).isTrue();
      for (Future<?> each : writes) {
        assertThat(each.get()).isNull();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Map<String, String> onFailure(String value) {
    return Map.of("schema.on.failure", value);
  }

  private ProducerRecord<byte[], byte[]> letter() {
    assertThat(producer.history()).hasSize(1);
    return producer.history().get(0);
  }

  private FailedReads reads(boolean isKey) {
    return new FailedReads(
        OnFailure.DEAD_LETTER,
        new DeadLetterWriter(Map.of(), () -> producer, false, events::add, () -> 1L),
        isKey);
  }
}
