// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegistryUnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterConsumerTest {

  private static final TopicPartition PARTITION = new TopicPartition("orders", 3);
  private static final byte[] KEY = {0, 0, 0, 0, 7, 1};
  private static final byte[] VALUE = {0, 0, 0, 1, 0, 9, 9};
  private static final Duration NOW = Duration.ZERO;
  private static final long TIME = 1_700_000_000_000L;

  private final List<SchemaEvent> events = new ArrayList<>();
  private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          clusterWith("orders.dead-letters", 2),
          true,
          null,
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final AtomicLong nanos = new AtomicLong();

  @BeforeEach
  void assign() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.seek(PARTITION, 5);
  }

  @AfterEach
  void clearTheInterrupt() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void writesTheOriginalBytesAndSeeksPastTheRecord() {
    consumer.setPollException(failure(5, unreadable()));

    try (DeadLetterConsumer<String, String> letters = letters("dead-letter")) {
      assertThat(letters.poll(NOW)).isEmpty();

      ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
      assertThat(producer.history()).hasSize(1);
      assertThat(letter.topic()).isEqualTo("orders.dead-letters");
      assertThat(letter.partition()).isEqualTo(1);
      assertThat(letter.key()).isEqualTo(KEY);
      assertThat(letter.value()).isEqualTo(VALUE);
      assertThat(consumer.position(PARTITION)).isEqualTo(6);
      assertThat(letters.deadLetters()).isEqualTo(1);
      assertThat(letters.skipped()).isZero();
    }
  }

  @Test
  void headersOfTheRecordComeFirstAndOursTellWhereItWas() {
    consumer.setPollException(failure(5, unreadable()));

    DeadLetterConsumer<String, String> letters = letters("dead-letter");
    letters.poll(NOW);

    assertThat(texts(producer.history().get(0).headers().toArray()))
        .containsExactly(
            "trace=abc",
            "trace=def",
            DeadLetterHeaders.TOPIC + "=orders",
            DeadLetterHeaders.PARTITION + "=3",
            DeadLetterHeaders.OFFSET + "=5",
            DeadLetterHeaders.TIMESTAMP + "=1234",
            DeadLetterHeaders.KEY_SCHEMA_ID + "=7",
            DeadLetterHeaders.VALUE_SCHEMA_ID + "=256",
            DeadLetterHeaders.REASON + "=no schema with id 256",
            DeadLetterHeaders.EXCEPTION + "=" + SerializationException.class.getName(),
            DeadLetterHeaders.CLIENT_ID + "=till-1",
            DeadLetterHeaders.GROUP_ID + "=tills",
            DeadLetterHeaders.TIME + "=" + TIME);
  }

  @Test
  void nullKeysAndValuesStayNull() {
    RecordDeserializationException failure =
        new RecordDeserializationException(
            DeserializationExceptionOrigin.VALUE,
            PARTITION,
            5,
            1234,
            TimestampType.CREATE_TIME,
            null,
            ByteBuffer.wrap(new byte[0]),
            new RecordHeaders(),
            "failed",
            unreadable());
    consumer.setPollException(failure);

    letters("dead-letter").poll(NOW);

    ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isEmpty();
    assertThat(letter.headers().lastHeader(DeadLetterHeaders.VALUE_SCHEMA_ID)).isNull();
  }

  @Test
  void goesOnWithTheRecordsBehindWithinTheTimeout() {
    consumer.setPollException(failure(5, unreadable()));
    consumer.addRecord(new ConsumerRecord<>("orders", 3, 6, "key", "good"));

    ConsumerRecords<String, String> records = letters("dead-letter").poll(Duration.ofSeconds(1));

    assertThat(records.records(PARTITION))
        .singleElement()
        .satisfies(each -> assertThat(each.value()).isEqualTo("good"));
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void endsWhenTheTimeoutIsOverHoweverManyRecordsFail() {
    consumer.setPollException(failure(5, unreadable()));
    consumer.addRecord(new ConsumerRecord<>("orders", 3, 6, "key", "good"));
    DeadLetterConsumer<String, String> letters =
        ConsumerProxy.of(
            consumer,
            configs("dead-letter"),
            writer(configs("dead-letter")),
            () -> nanos.addAndGet(Duration.ofSeconds(2).toNanos()));

    assertThat(letters.poll(Duration.ofSeconds(1))).isEmpty();
    assertThat(letters.poll(Duration.ofSeconds(1))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000})
  void takesTheLongestTimeouts(long millis) {
    consumer.setPollException(failure(5, unreadable()));
    consumer.addRecord(new ConsumerRecord<>("orders", 3, 6, "key", "good"));

    assertThat(letters("dead-letter").poll(Duration.ofMillis(millis))).hasSize(1);
  }

  @Test
  void staysAtTheRecordWhenTheDeadLetterIsNotWritten() {
    producer.sendException = new TopicAuthorizationException("no");
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters = letters("dead-letter");

    assertThatThrownBy(() -> letters.poll(NOW))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("offset 5 of orders-3")
        .hasMessageContaining("orders.dead-letters")
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
    assertThat(letters.deadLetters()).isZero();
  }

  @Test
  void triesTheSameRecordAgainWithANewProducerOfItsOwn() {
    MockProducer<byte[], byte[]> first =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    first.sendException = new TopicAuthorizationException("no");
    List<MockProducer<byte[], byte[]>> producers = new ArrayList<>(List.of(first, producer));
    Map<String, Object> configs = configs("dead-letter");
    DeadLetterConsumer<String, String> letters =
        ConsumerProxy.of(
            consumer,
            configs,
            new DeadLetterWriter(configs, () -> producers.remove(0), true, events::add, () -> TIME),
            nanos::get);

    consumer.setPollException(failure(5, unreadable()));
    assertThatThrownBy(() -> letters.poll(NOW)).isInstanceOf(KafkaException.class);
    assertThat(first.closed()).isTrue();

    consumer.setPollException(failure(5, unreadable()));
    letters.poll(NOW);
    assertThat(producer.history()).hasSize(1);
    assertThat(consumer.position(PARTITION)).isEqualTo(6);
    letters.close();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void staysAtTheRecordWhenTheBrokerRefusesTheDeadLetterLater() {
    MockProducer<byte[], byte[]> slow =
        new MockProducer<>(
            clusterWith("orders.dead-letters", 1),
            false,
            null,
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters =
        DeadLetterConsumer.wrap(consumer, configs("dead-letter"), slow);
    Thread broker =
        new Thread(
            () -> {
              while (!slow.errorNext(new TimeoutException("not enough replicas"))) {
                Thread.onSpinWait();
              }
            });
    broker.start();

    assertThatThrownBy(() -> letters.poll(NOW))
        .isInstanceOf(KafkaException.class)
        .hasRootCauseMessage("not enough replicas");
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void staysAtTheRecordWhenInterruptedBeforeTheAcknowledgement() {
    MockProducer<byte[], byte[]> silent =
        new MockProducer<>(
            clusterWith("orders.dead-letters", 1),
            false,
            null,
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters =
        DeadLetterConsumer.wrap(consumer, configs("dead-letter"), silent);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> letters.poll(NOW)).isInstanceOf(InterruptException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void failuresThatAreNotTheRecordsAreThrownInEachMode() {
    for (String mode : List.of("fail", "dead-letter", "skip")) {
      for (RuntimeException cause :
          List.of(
              new TimeoutException("the registry does not answer"),
              new SerializationException("x", new TimeoutException("y")),
              new IllegalStateException(
                  new RegistryUnavailableException("the registry does not answer", 0, null)))) {
        RecordDeserializationException failure = failure(5, cause);
        consumer.setPollException(failure);

        assertThatThrownBy(() -> letters(mode).poll(NOW)).isSameAs(failure);
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
      }
    }
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void failureOfAnyOtherClassIsTheRecords() {
    consumer.setPollException(failure(5, new ClassCastException("no order")));

    letters("dead-letter").poll(NOW);

    assertThat(texts(producer.history().get(0).headers().toArray()))
        .contains(DeadLetterHeaders.EXCEPTION + "=java.lang.ClassCastException");
  }

  @Test
  void failsByDefault() {
    RecordDeserializationException failure = failure(5, unreadable());
    consumer.setPollException(failure);
    DeadLetterConsumer<String, String> letters =
        DeadLetterConsumer.wrap(consumer, Map.of(), producer);

    assertThatThrownBy(() -> letters.poll(NOW)).isSameAs(failure);
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void skips() {
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters = letters("skip");

    letters.poll(NOW);

    assertThat(consumer.position(PARTITION)).isEqualTo(6);
    assertThat(letters.skipped()).isEqualTo(1);
    assertThat(letters.deadLetters()).isZero();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void writesToTheTopicThatIsConfigured() {
    consumer.setPollException(failure(5, unreadable()));

    DeadLetterConsumer.wrap(
            consumer,
            Map.of("schema.on.failure", "dead-letter", "schema.dead.letter.topic", "broken"),
            producer)
        .poll(NOW);

    assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("broken");
  }

  @Test
  void refusesTheTopicOfTheRecordItself() {
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters =
        DeadLetterConsumer.wrap(
            consumer,
            Map.of("schema.on.failure", "dead-letter", "schema.dead.letter.topic", "orders"),
            producer);

    assertThatThrownBy(() -> letters.poll(NOW))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("schema.dead.letter.topic");
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void refusesAnUnknownModeWhenMade() {
    assertThatThrownBy(() -> letters("drop"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.on.failure")
        .hasMessageContaining("drop");
  }

  @Test
  void saysThatBootstrapServersAreMissing() {
    consumer.setPollException(failure(5, unreadable()));
    DeadLetterConsumer<String, String> letters =
        DeadLetterConsumer.wrap(consumer, configs("dead-letter"));

    assertThatThrownBy(() -> letters.poll(NOW))
        .isInstanceOf(KafkaException.class)
        .hasRootCauseMessage(
            "dead letters need bootstrap.servers, and the configuration has none: add the"
                + " brokers of the cluster that has the dead-letter topic");
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void readsTheRecordAgainWhereTheExceptionDoesNotCarryIt() {
    MockConsumer<byte[], byte[]> again = new MockConsumer<>("none");
    again.schedulePollTask(
        () -> {
          again.updateBeginningOffsets(Map.of(PARTITION, 0L));
          again.addRecord(new ConsumerRecord<>("orders", 3, 4, KEY, new byte[] {1}));
          again.addRecord(new ConsumerRecord<>("orders", 3, 5, KEY, VALUE));
        });
    try (RecordSource source = new RecordSource(() -> again, false)) {
      FailedRecord record = source.read(failure(5, unreadable()));

      assertThat(record.offset()).isEqualTo(5);
      assertThat(record.key()).isEqualTo(KEY);
      assertThat(record.value()).isEqualTo(VALUE);
    }
    assertThat(again.closed()).isTrue();
  }

  @Test
  void everythingElseGoesToTheConsumer() {
    DeadLetterConsumer<String, String> letters = letters("dead-letter");

    letters.seek(PARTITION, 2);
    assertThat(letters.assignment()).containsExactly(PARTITION);
    assertThat(letters.position(PARTITION)).isEqualTo(2);
    assertThat(letters).isEqualTo(letters).isNotEqualTo(letters("dead-letter"));
    assertThatThrownBy(() -> letters.position(new TopicPartition("orders", 4)))
        .isInstanceOf(IllegalArgumentException.class);
    letters.close();
    assertThat(consumer.closed()).isTrue();
    assertThat(producer.closed()).isFalse();
  }

  @Test
  void deadLettersArePartOfTheApplicationsTransaction() {
    producer.initTransactions();
    producer.beginTransaction();
    consumer.setPollException(failure(5, unreadable()));

    letters("dead-letter").poll(NOW);
    assertThat(producer.history()).isEmpty();

    producer.abortTransaction();
    assertThat(producer.history()).isEmpty();
    producer.beginTransaction();
    consumer.seek(PARTITION, 5);
    consumer.setPollException(failure(5, unreadable()));
    letters("dead-letter").poll(NOW);
    producer.commitTransaction();
    assertThat(producer.history()).hasSize(1);
  }

  private DeadLetterConsumer<String, String> letters(String mode) {
    return ConsumerProxy.of(consumer, configs(mode), writer(configs(mode)), nanos::get);
  }

  private DeadLetterWriter writer(Map<String, ?> configs) {
    return new DeadLetterWriter(configs, () -> producer, false, events::add, () -> TIME);
  }

  private static Map<String, Object> configs(String mode) {
    return Map.of("schema.on.failure", mode, "client.id", "till-1", "group.id", "tills");
  }

  private static SerializationException unreadable() {
    return new SerializationException("no schema with id 256");
  }

  private static RecordDeserializationException failure(long offset, Throwable cause) {
    Header[] headers = {
      new RecordHeader("trace", "abc".getBytes(UTF_8)),
      new RecordHeader("trace", "def".getBytes(UTF_8))
    };
    return new RecordDeserializationException(
        DeserializationExceptionOrigin.VALUE,
        PARTITION,
        offset,
        1234,
        TimestampType.CREATE_TIME,
        ByteBuffer.wrap(KEY),
        ByteBuffer.wrap(VALUE).asReadOnlyBuffer(),
        new RecordHeaders(headers),
        "failed",
        cause);
  }

  private static List<String> texts(Header[] headers) {
    List<String> texts = new ArrayList<>();
    for (Header each : headers) {
      texts.add(each.key() + "=" + new String(each.value(), UTF_8));
    }
    return texts;
  }

  private static Cluster clusterWith(String topic, int partitions) {
    Node node = new Node(0, "localhost", 9092);
    Node[] nodes = {node};
    List<PartitionInfo> infos = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      infos.add(new PartitionInfo(topic, partition, node, nodes, nodes));
    }
    return new Cluster("cluster", Arrays.asList(nodes), infos, Set.of(), Set.of());
  }
}
