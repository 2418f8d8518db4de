// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

class FailedReadsTest {

  private static final byte[] DATA = {0, 0, 0, 0, 7, 1};
  private static final SerializationException UNREADABLE = new SerializationException("no schema");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void writesValuesWithWhatADeserializerKnows() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", "abc".getBytes(UTF_8));

    reads(false).pass("orders", headers, DATA, UNREADABLE);

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
  }

  @Test
  void writesKeysAsKeys() {
    reads(true).pass("orders", null, DATA, UNREADABLE);

    assertThat(letter().key()).isEqualTo(DATA);
    assertThat(letter().value()).isNull();
  }

  @Test
  void copiesBuffersAndLeavesTheirPosition() {
    ByteBuffer heap = ByteBuffer.wrap(new byte[] {9, 0, 0, 0, 0, 7, 1, 9}, 1, 6);
    ByteBuffer direct = ByteBuffer.allocateDirect(8).put(1, DATA).position(1).limit(7);
    for (ByteBuffer each : List.of(heap, direct, direct.asReadOnlyBuffer())) {
      producer.clear();

      reads(false).pass("orders", null, each, UNREADABLE);

      assertThat(letter().value()).isEqualTo(DATA);
      assertThat(each.position()).isEqualTo(1);
    }
  }

  @Test
  void throwsWhatSaysNothingAboutTheRecord() {
    TimeoutException silent = new TimeoutException("the registry does not answer");

    assertThatThrownBy(() -> reads(false).pass("orders", null, DATA, silent)).isSameAs(silent);
    assertThatThrownBy(() -> new FailedReads(null, false).pass("orders", null, DATA, silent))
        .isSameAs(silent);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void throwsWhenTheDeadLetterIsNotWritten() {
    producer.sendException = new TopicAuthorizationException("no");

    assertThatThrownBy(() -> reads(false).pass("orders", null, DATA, UNREADABLE))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("of orders")
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void isAsConfigured() {
    assertThat(FailedReads.of(Map.of(), false)).isNull();
    assertThat(FailedReads.of(Map.of("schema.on.failure", "fail"), false)).isNull();
    assertThat(FailedReads.of(Map.of("schema.on.failure", "skip"), false)).isNotNull();
    assertThatThrownBy(() -> FailedReads.of(Map.of("schema.on.failure", "dead-letter"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bootstrap.servers");
  }

  private ProducerRecord<byte[], byte[]> letter() {
    assertThat(producer.history()).hasSize(1);
    return producer.history().get(0);
  }

  private FailedReads reads(boolean isKey) {
    return new FailedReads(new DeadLetterWriter(Map.of(), () -> producer, false, () -> 1L), isKey);
  }
}
