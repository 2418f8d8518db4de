// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class DeadLetterReplayTest {

  private static final String LETTERS = "orders.dead-letters";
  private static final TopicPartition PARTITION = new TopicPartition(LETTERS, 0);

  private final List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  /** Assigning partitions anew makes a plain mock forget what was committed. */
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("none") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions) {
          return committed;
        }
      };

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void putsRecordsBackWithKeyHeadersTimestampAndPartition() {
    letter(17, "a");
    letter(18, "b");

    ReplayResult result = replay(DeadLetterRepair.unchanged()).run();

    assertThat(result).isEqualTo(new ReplayResult(2, 0, 0));
    assertThat(values("orders")).containsExactly("a", "b");
    ProducerRecord<byte[], byte[]> first = producer.history().get(0);
    assertThat(first.topic()).isEqualTo("orders");
    assertThat(first.partition()).isEqualTo(3);
    assertThat(first.timestamp()).isEqualTo(1_017);
    assertThat(first.key()).isEqualTo(bytes("key"));
    assertThat(first.headers().toArray())
        .singleElement()
        .satisfies(each -> assertThat(each.key()).isEqualTo("trace"));
  }

  @Test
  void progressIsPartOfTheTransaction() {
    letter(17, "a");
    letter(18, "b");

    replay(DeadLetterRepair.unchanged()).run();

    assertThat(producer.consumerGroupOffsetsHistory())
        .singleElement()
        .satisfies(
            groups ->
                assertThat(groups.values())
                    .containsExactly(Map.of(PARTITION, new OffsetAndMetadata(2))));
    assertThat(producer.commitCount()).isEqualTo(1);
  }

  @Test
  void goesOnBehindWhatIsCommitted() {
    letter(17, "a");
    letter(18, "b");
    DeadLetterReplay replay = replay(DeadLetterRepair.unchanged());
    commit(1);

    assertThat(replay.run()).isEqualTo(new ReplayResult(1, 0, 0));
    assertThat(values("orders")).containsExactly("b");
  }

  @Test
  void nothingIsVisibleWhenTheRepairFails() {
    letter(17, "a");
    letter(18, "b");
    DeadLetterReplay replay =
        replay(
            letter -> {
              if (letter.offset() == 18) {
                throw new IllegalStateException("stopped");
              }
              return Optional.of(letter);
            });

    assertThatThrownBy(replay::run).hasMessage("stopped");

    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.history()).isEmpty();
    assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
  }

  @Test
  void oneRecordWithSeveralDeadLettersIsPutBackOnce() {
    letter(17, "a");
    letter(17, "a");
    letter(16, "older");
    letter(17, "a");

    assertThat(replay(DeadLetterRepair.unchanged()).run()).isEqualTo(new ReplayResult(2, 0, 2));
    assertThat(values("orders")).containsExactly("a", "older");
  }

  @Test
  void oneRecordWithSeveralDeadLettersIsPutBackOnceByAllRunsTogether() {
    letter(17, "a");
    letter(17, "a");
    DeadLetterReplay replay = replay(DeadLetterRepair.unchanged());
    commit(1);

    assertThat(replay.run()).isEqualTo(new ReplayResult(0, 0, 1));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void keepsWhatIsNotMended() {
    letter(17, "a");
    letter(18, "b");

    assertThat(replay(letter -> Optional.of(letter).filter(each -> each.offset() == 18)).run())
        .isEqualTo(new ReplayResult(1, 1, 0));

    ProducerRecord<byte[], byte[]> kept = producer.history().get(0);
    assertThat(kept.topic()).isEqualTo(LETTERS);
    assertThat(kept.partition()).isZero();
    assertThat(kept.value()).isEqualTo(bytes("a"));
    assertThat(DeadLetterHeaders.text(kept.headers(), DeadLetterHeaders.OFFSET)).isEqualTo("17");
    assertThat(DeadLetterHeaders.text(kept.headers(), DeadLetterHeaders.KEPT)).isEqualTo("1");
    assertThat(values("orders")).containsExactly("b");
  }

  @Test
  void aDeadLetterThatWasKeptIsTriedAgain() {
    letter(17, "a");
    RecordHeaders headers = headers(17);
    DeadLetterHeaders.add(headers, DeadLetterHeaders.KEPT, 1);
    add(headers, "a");
    DeadLetterReplay replay = replay(DeadLetterRepair.unchanged());
    commit(1);

    assertThat(replay.run()).isEqualTo(new ReplayResult(1, 0, 0));
    assertThat(values("orders")).containsExactly("a");
  }

  @Test
  void keepsRecordsThatAreNoDeadLetters() {
    add(new RecordHeaders(), "stray");
    RecordHeaders wrong = headers(17);
    wrong.remove(DeadLetterHeaders.PARTITION);
    DeadLetterHeaders.add(wrong, DeadLetterHeaders.PARTITION, "three");
    add(wrong, "wrong");

    assertThat(replay(DeadLetterRepair.unchanged()).run()).isEqualTo(new ReplayResult(0, 2, 0));
    assertThat(values(LETTERS)).containsExactly("stray", "wrong");
  }

  @Test
  void putsBackWhatTheRepairGives() {
    letter(17, "a");

    replay(letter -> Optional.of(letter.withKey(null).withValue(bytes("mended")))).run();

    assertThat(values("orders")).containsExactly("mended");
    assertThat(producer.history().get(0).key()).isNull();
  }

  @Test
  void keepsWhatStillCannotBeRead() {
    letter(17, "a");
    letter(18, "b");
    Deserializer<String> values =
        (topic, data) -> {
          if (data[0] == 'a') {
            throw new SerializationException("no schema");
          }
          return "read";
        };

    assertThat(
            replay(DeadLetterRepair.unchanged().andReadable((topic, data) -> "key", values)).run())
        .isEqualTo(new ReplayResult(1, 1, 0));
  }

  @Test
  void endsWhenTheRegistryDoesNotAnswer() {
    letter(17, "a");
    Deserializer<String> values =
        (topic, data) -> {
          throw new SerializationException("x", new TimeoutException("the registry is silent"));
        };
    DeadLetterReplay replay =
        replay(DeadLetterRepair.unchanged().andReadable((topic, data) -> "key", values));

    assertThatThrownBy(replay::run).isInstanceOf(SerializationException.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void saysThatThereIsNoSuchTopic() {
    try (DeadLetterReplay replay =
        new DeadLetterReplay(consumer, producer, LETTERS, DeadLetterRepair.unchanged())) {
      consumer.updatePartitions(LETTERS, List.of());

      assertThatThrownBy(replay::run)
          .isInstanceOf(UnknownTopicOrPartitionException.class)
          .hasMessageContaining(LETTERS);
    }
    assertThat(producer.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void headersOfTheApplicationWithOurPrefixStay() {
    RecordHeaders headers = headers(17);
    headers.add(DeadLetterHeaders.PREFIX + "of.the.application", bytes("x"));
    add(headers, "a");

    replay(DeadLetterRepair.unchanged()).run();

    assertThat(producer.history().get(0).headers().toArray())
        .extracting(Header::key)
        .containsExactly("trace", DeadLetterHeaders.PREFIX + "of.the.application");
  }

  @Test
  void keepsWhatHasNoPlaceAndPutsTheOthersBack() {
    letter(17, "a");
    for (String[] place : new String[][] {{"orders", "4"}, {"gone", "0"}}) {
      RecordHeaders headers = new RecordHeaders();
      DeadLetterHeaders.add(headers, DeadLetterHeaders.TOPIC, place[0]);
      DeadLetterHeaders.add(headers, DeadLetterHeaders.PARTITION, place[1]);
      DeadLetterHeaders.add(headers, DeadLetterHeaders.OFFSET, 3);
      DeadLetterHeaders.add(headers, DeadLetterHeaders.TIMESTAMP, 1_000);
      add(headers, "lost");
    }
    letter(18, "b");

    assertThat(replay(DeadLetterRepair.unchanged()).run()).isEqualTo(new ReplayResult(2, 2, 0));
    assertThat(values("orders")).containsExactly("a", "b");
  }

  private DeadLetterReplay replay(DeadLetterRepair repair) {
    Node node = new Node(0, "localhost", 9092);
    Node[] nodes = {node};
    consumer.updatePartitions(LETTERS, List.of(new PartitionInfo(LETTERS, 0, node, nodes, nodes)));
    List<PartitionInfo> orders = new ArrayList<>();
    for (int partition = 0; partition < 4; partition++) {
      orders.add(new PartitionInfo("orders", partition, node, nodes, nodes));
    }
    consumer.updatePartitions("orders", orders);
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) letters.size()));
    consumer.schedulePollTask(() -> letters.forEach(consumer::addRecord));
    return new DeadLetterReplay(consumer, producer, LETTERS, repair);
  }

  private void commit(long offset) {
    committed.put(PARTITION, new OffsetAndMetadata(offset));
  }

  private void letter(long offset, String value) {
    add(headers(offset), value);
  }

  private void add(RecordHeaders headers, String value) {
    letters.add(
        new ConsumerRecord<>(
            LETTERS,
            0,
            letters.size(),
            5_000,
            TimestampType.CREATE_TIME,
            3,
            value.length(),
            bytes("key"),
            bytes(value),
            headers,
            Optional.empty()));
  }

  private static RecordHeaders headers(long offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", bytes("abc"));
    DeadLetterHeaders.add(headers, DeadLetterHeaders.TOPIC, "orders");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.PARTITION, 3);
    DeadLetterHeaders.add(headers, DeadLetterHeaders.OFFSET, offset);
    DeadLetterHeaders.add(headers, DeadLetterHeaders.TIMESTAMP, 1_000 + offset);
    DeadLetterHeaders.add(headers, DeadLetterHeaders.REASON, "no schema");
    return headers;
  }

  private List<String> values(String topic) {
    return producer.history().stream()
        .filter(each -> each.topic().equals(topic))
        .map(each -> new String(each.value(), UTF_8))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
