// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A consumer whose records fail, and a producer of dead letters, both without a broker. */
abstract class DeadLetterFixture {

  static final TopicPartition PARTITION = new TopicPartition("orders", 3);
  static final byte[] KEY = {0, 0, 0, 0, 7, 1};
  static final byte[] VALUE = {0, 0, 0, 1, 0, 9, 9};
  static final Duration NOW = Duration.ZERO;
  static final long TIME = 1_700_000_000_000L;

  final List<SchemaEvent> events = new ArrayList<>();
  final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          clusterWith("orders.dead-letters", 2),
          true,
          null,
          new ByteArraySerializer(),
          new ByteArraySerializer());
  final AtomicLong nanos = new AtomicLong();

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

  DeadLetterConsumer<String, String> letters(String mode) {
    return ConsumerProxy.of(consumer, configs(mode), writer(configs(mode)), nanos::get);
  }

  DeadLetterWriter writer(Map<String, ?> configs) {
    return new DeadLetterWriter(configs, () -> producer, false, events::add, () -> TIME);
  }

  static Map<String, Object> configs(String mode) {
    return Map.of("schema.on.failure", mode, "client.id", "till-1", "group.id", "tills");
  }

  static SerializationException unreadable() {
    return new SerializationException("no schema with id 256");
  }

  static RecordDeserializationException failure(long offset, Throwable cause) {
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

  static List<String> texts(Header[] headers) {
    List<String> texts = new ArrayList<>();
    for (Header each : headers) {
      texts.add(each.key() + "=" + new String(each.value(), UTF_8));
    }
    return texts;
  }

  static Cluster clusterWith(String topic, int partitions) {
    Node node = new Node(0, "localhost", 9092);
    Node[] nodes = {node};
    List<PartitionInfo> infos = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      infos.add(new PartitionInfo(topic, partition, node, nodes, nodes));
    }
    return new Cluster("cluster", Arrays.asList(nodes), infos, Set.of(), Set.of());
  }
}
