// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.serde.config.SerdeConfig;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.net.ssl.SSLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a consumer does with records that cannot be read. */
class DeadLetterConsumerTest extends DeadLetterFixture {

  @Test
  void countsInJmxUntilItIsClosed() throws Exception {
    ObjectName name = new ObjectName("velostream.schema:type=dead-letter-metrics,client-id=jmx-1");
    MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
    Map<String, Object> configs = Map.of("client.id", "jmx-1", "bootstrap.servers", "localhost:1");

    try (DeadLetterConsumer<String, String> letters = DeadLetterConsumer.wrap(consumer, configs)) {
      assertThat(letters.skipped()).isZero();
      assertThat(jmx.getAttribute(name, "dead-letter-total")).isEqualTo(0.0);
      assertThat(jmx.getAttribute(name, "skipped-total")).isEqualTo(0.0);
    }
    assertThat(jmx.isRegistered(name)).isFalse();
  }

  @Test
  void aConfigurationIsCheckedAsByTheDeserializers() {
    Map<String, Object> withoutServers = Map.of("schema.on.failure", "dead-letter");
    for (Map<String, Object> wrong :
        List.of(
            withoutServers,
            Map.<String, Object>of("schema.dead.letter.topik", "letters"),
            Map.<String, Object>of("schema.dead.letter.topic", "dead letters"),
            Map.<String, Object>of("schema.dead.letter.topic", ""),
            Map.<String, Object>of("schema.audit.pathh", "x"),
            Map.<String, Object>of("schema.on.failure", "dead"))) {
      ConfigException expected =
          catchThrowableOfType(ConfigException.class, () -> checkedByADeserializer(wrong));

      assertThatThrownBy(() -> DeadLetterConsumer.wrap(consumer, wrong))
          .isInstanceOf(ConfigException.class)
          .hasMessage(expected.getMessage());
      assertThatThrownBy(() -> DeadLetterConsumer.create(wrong))
          .isInstanceOf(ConfigException.class)
          .hasMessage(expected.getMessage());
      if (wrong != withoutServers) {
        assertThatThrownBy(() -> DeadLetterConsumer.wrap(consumer, wrong, producer))
            .isInstanceOf(ConfigException.class)
            .hasMessage(expected.getMessage());
        assertThatThrownBy(() -> StreamsLetters.of(wrong))
            .isInstanceOf(ConfigException.class)
            .hasMessage(expected.getMessage());
        assertThatThrownBy(() -> DeadLetterProducer.create(wrong))
            .isInstanceOf(ConfigException.class)
            .hasMessage(expected.getMessage());
      }
    }
  }

  private static void checkedByADeserializer(Map<String, Object> configs) {
    FailedReads.of(
            SerdeConfig.forDeserializer(configs, false, new ConfigDef()).originals(),
            false,
            SchemaListener.none())
        .close();
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
  void exceptionsOfKafkaThatSpeakOfARecordAreItsFailure() {
    for (RuntimeException cause :
        List.of(
            new InvalidRecordException("no magic byte"),
            new CorruptRecordException("wrong sum"),
            new RecordTooLargeException("2 MB"))) {
      consumer.setPollException(failure(5, cause));
      letters("dead-letter").poll(NOW);
    }
    assertThat(producer.history()).hasSize(3);
  }

  @Test
  void failuresThatAreNotTheRecordsAreThrownInEachMode() {
    for (String mode : List.of("fail", "dead-letter", "skip")) {
      for (RuntimeException cause :
          List.of(
              new TimeoutException("the registry does not answer"),
              new SerializationException("x", new TimeoutException("y")),
              new SerializationException("x", new ConnectException("refused")),
              new SerializationException("x", new SSLException("closed")),
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
    assertThatThrownBy(() -> DeadLetterConsumer.wrap(consumer, configs("dead-letter")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
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
}
