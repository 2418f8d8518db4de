// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.DeadLetterWritten;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each dead letter is told of when it is written, without data of its record. */
@Timeout(60)
class DeadLetterEventsTest {

  private static final byte[] DATA = {0, 0, 0, 0, 7, 1};
  private static final SerializationException OURS =
      new SerializationException("cannot deserialize a value of topic orders written with id 7");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<SchemaEvent> events = new ArrayList<>();

  @BeforeEach
  void forget() {
    Hearing.EVENTS.clear();
  }

  private FailedReads reads(Map<String, ?> configs) {
    return new FailedReads(
        OnFailure.DEAD_LETTER,
        new DeadLetterWriter(configs, () -> producer, false, events::add, () -> 1L),
        false);
  }

  @Test
  void tellsOfALetterOfADeserializerWhenTheBrokerHasIt() {
    reads(Map.of("client.id", "me")).handle("orders", null, DATA, OURS);

    assertThat(events)
        .containsExactly(
            new DeadLetterWritten(
                "orders",
                -1,
                -1,
                "orders.dead-letters",
                SerializationException.class.getName(),
                OURS.getMessage()));
    producer.sendException = new TopicAuthorizationException("no");
    assertThatThrownBy(() -> reads(Map.of()).handle("orders", null, DATA, OURS))
        .isInstanceOf(KafkaException.class);
    assertThat(events).hasSize(1);
  }

  @Test
  void namesClassesInPlaceOfMessagesThatMayHoldData() {
    SerializationException foreign =
        new SerializationException("Can't read [s3cret]", new IllegalStateException("s3cret"));
    String classes =
        SerializationException.class.getName()
            + ", caused by "
            + IllegalStateException.class.getName();

    assertThat(Failures.reasonWithoutData(foreign, false, false)).isEqualTo(classes);
    assertThat(Failures.reasonWithoutData(foreign, true, true)).isEqualTo(classes);
    assertThat(Failures.reasonWithoutData(OURS, false, false)).isEqualTo(OURS.getMessage());
    assertThat(Failures.reasonWithoutData(OURS, false, true))
        .isEqualTo(SerializationException.class.getName());
    reads(Map.of("schema.errors.include.values", "true")).handle("orders", null, DATA, OURS);
    assertThat(events)
        .map(event -> ((DeadLetterWritten) event).reason())
        .containsExactly(SerializationException.class.getName());
  }

  @Test
  void handsTheLettersOfStreamsToTheListenersOfItsConfiguration() throws Exception {
    StreamsLetters letters =
        StreamsLetters.of(
            Map.of(
                "application.id", "shop",
                "schema.listeners", Hearing.class.getName(),
                "schema.listeners.a", "b",
                "schema.dead.letter.topic", "lost"));
    letters.letter(new ConsumerRecord<>("orders", 3, 5, null, DATA), OURS);
    letters.letter(
        new ConsumerRecord<>("orders", 3, 6, null, DATA), new IllegalStateException("s3cret"));

    assertThat(Hearing.next())
        .isEqualTo(
            new DeadLetterWritten(
                "orders", 3, 5, "lost", SerializationException.class.getName(), OURS.getMessage()));
    assertThat(Hearing.next().reason()).isEqualTo(IllegalStateException.class.getName());
    assertThat(Hearing.options).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void tellsTheListenersThatTheDeserializersOfAConsumerShare() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SharedListeners listeners =
            new SharedListeners(
                Map.of(
                    "schema.registry.url", registry.url(),
                    "schema.listeners", Hearing.class.getName()))) {
      DeadLetterWriter writer =
          new DeadLetterWriter(Map.of(), () -> producer, false, listeners, () -> 1L);
      FailedRecord record =
          new FailedRecord(new TopicPartition("orders", 3), 5, 1, null, DATA, new RecordHeaders());
      writer.write(record, new SerializationException("[s3cret]"));

      assertThat(Hearing.next().reason()).isEqualTo(SerializationException.class.getName());
    }
  }

  @Test
  void keepsALetterWhoseListenersCannotBeMade() {
    SharedListeners listeners =
        new SharedListeners(
            Map.of(
                "schema.registry.url",
                "http://localhost:1",
                "schema.listeners",
                Unmade.class.getName()));
    new FailedReads(
            OnFailure.DEAD_LETTER,
            new DeadLetterWriter(Map.of(), () -> producer, false, listeners, () -> 1L),
            false)
        .handle("orders", null, DATA, OURS);

    assertThat(producer.history()).hasSize(1);
  }

  /** Cannot be configured. */
  public static final class Unmade implements SchemaListener, Configurable {

    @Override
    public void configure(Map<String, ?> options) {
      throw new IllegalStateException("not now");
    }

    @Override
    public void onEvent(SchemaEvent event) {}
  }

  /** Keeps what it hears. */
  public static final class Hearing implements SchemaListener, Configurable {

    static final BlockingQueue<SchemaEvent> EVENTS = new LinkedBlockingQueue<>();
    static volatile Map<String, ?> options = Map.of();

    static DeadLetterWritten next() throws InterruptedException {
      return (DeadLetterWritten) EVENTS.poll(30, TimeUnit.SECONDS);
    }

    @Override
    public void configure(Map<String, ?> given) {
      options = given;
    }

    @Override
    public void onEvent(SchemaEvent event) {
      EVENTS.add(event);
    }
  }
}
