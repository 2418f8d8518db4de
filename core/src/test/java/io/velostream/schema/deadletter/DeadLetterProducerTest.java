// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DeadLetterProducerTest {

  private static final Headers TRACE = new RecordHeaders().add("trace", "abc".getBytes(UTF_8));

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  /** Serializes text, except for some, and adds a header as one that writes ids to headers does. */
  private static final class Texts implements Serializer<String> {

    private boolean isClosed;

    @Override
    public byte[] serialize(String topic, String data) {
      return data == null ? null : data.getBytes(UTF_8);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, String data) {
      headers.add("id", new byte[] {1});
      if ("misfit".equals(data)) {
        throw new SerializationException(
            "cannot serialize a value of class String: it does not fit");
      }
      if ("outage".equals(data)) {
        throw new TimeoutException("the registry does not answer");
      }
      return serialize(topic, data);
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private final Texts keys = new Texts();
  private final Texts values = new Texts();

  @Test
  void sendsRecordsAsTheProducerDoes() throws Exception {
    List<RecordMetadata> acknowledged = new ArrayList<>();
    ProducerRecord<String, String> record = record("k", "v");

    RecordMetadata metadata =
        of("dead-letter").send(record, (found, e) -> acknowledged.add(found)).get();

    assertThat(metadata.topic()).isEqualTo("orders");
    assertThat(acknowledged).hasToString("[orders-0@0]");
    ProducerRecord<byte[], byte[]> sent = only();
    assertThat(sent.partition()).isEqualTo(0);
    assertThat(sent.timestamp()).isEqualTo(1_000);
    assertThat(sent.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(sent.value()).isEqualTo("v".getBytes(UTF_8));
    assertThat(names(sent.headers())).containsExactly("trace", "id", "id");
    assertThat(names(record.headers())).as("the caller's").containsExactly("trace");
  }

  @Test
  void keepsARecordWhoseValueDoesNotFit() throws Exception {
    List<RecordMetadata> acknowledged = new ArrayList<>();
    DeadLetterProducer<String, String> letters = of("dead-letter");

    RecordMetadata metadata =
        letters.send(record("k", "misfit"), (found, e) -> acknowledged.add(found)).get();

    assertThat(metadata.topic()).isEqualTo("orders.dead-letters");
    assertThat(acknowledged).containsExactly(metadata);
    assertThat(letters.deadLetters()).isEqualTo(1);
    ProducerRecord<byte[], byte[]> letter = only();
    assertThat(letter.partition()).as("chosen by the key").isNull();
    assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("misfit".getBytes(UTF_8));
    assertThat(names(letter.headers()))
        .containsExactly(
            "trace",
            DeadLetterHeaders.TOPIC,
            DeadLetterHeaders.SOURCE,
            DeadLetterHeaders.PARTITION,
            DeadLetterHeaders.TIMESTAMP,
            DeadLetterHeaders.VALUE_ENCODING,
            DeadLetterHeaders.REASON,
            DeadLetterHeaders.EXCEPTION,
            DeadLetterHeaders.TIME);
  }

  @Test
  void keepsARecordWhoseKeyDoesNotFitWithItsValueSerialized() throws Exception {
    of("dead-letter").send(record("misfit", "v")).get();

    ProducerRecord<byte[], byte[]> letter = only();
    assertThat(letter.value()).isEqualTo("v".getBytes(UTF_8));
    assertThat(names(letter.headers()))
        .contains(DeadLetterHeaders.KEY_ENCODING)
        .doesNotContain(DeadLetterHeaders.VALUE_ENCODING);
  }

  @Test
  void keepsARecordOfWhichNeitherFits() throws Exception {
    of("dead-letter").send(record("misfit", "misfit")).get();

    assertThat(names(only().headers()))
        .contains(DeadLetterHeaders.KEY_ENCODING, DeadLetterHeaders.VALUE_ENCODING);
  }

  @Test
  void keysAndValuesMayBeNull() throws Exception {
    of("dead-letter").send(new ProducerRecord<>("orders", null, "misfit")).get();
    of("dead-letter").send(new ProducerRecord<>("orders", "misfit", null)).get();

    assertThat(producer.history()).extracting(ProducerRecord::key).first().isNull();
    assertThat(producer.history()).extracting(ProducerRecord::value).last().isNull();
  }

  @Test
  void skipsWhatDoesNotFitIfAsked() throws Exception {
    DeadLetterProducer<String, String> skipping = of("skip");

    RecordMetadata metadata = skipping.send(record("k", "misfit")).get();

    assertThat(metadata.topic()).isEqualTo("orders");
    assertThat(metadata.hasOffset()).isFalse();
    assertThat(skipping.skipped()).isEqualTo(1);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void throwsByDefault() {
    assertThatThrownBy(() -> of("fail").send(record("k", "misfit")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("does not fit");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void throwsWhatTheRecordDoesNotCause() {
    for (String each : List.of("fail", "skip", "dead-letter")) {
      assertThatThrownBy(() -> of(each).send(record("k", "outage")))
          .isInstanceOf(TimeoutException.class);
    }
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void throwsIfTheDeadLetterIsNotWritten() {
    producer.sendException = new TopicAuthorizationException("no");
    DeadLetterProducer<String, String> letters = of("dead-letter");

    assertThatThrownBy(() -> letters.send(record("k", "misfit")))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("The record for orders cannot be serialized")
        .hasMessageContaining("orders.dead-letters")
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(letters.deadLetters()).isZero();
  }

  @Test
  void aDeadLetterIsPartOfTheTransaction() throws Exception {
    DeadLetterProducer<String, String> letters = of("dead-letter");
    letters.initTransactions();
    letters.beginTransaction();
    letters.send(record("k", "misfit")).get();
    assertThat(producer.history()).isEmpty();

    letters.commitTransaction();

    assertThat(only().topic()).isEqualTo("orders.dead-letters");
  }

  @Test
  void closesSerializersAndProducer() {
    of("dead-letter").close();

    assertThat(keys.isClosed).isTrue();
    assertThat(values.isClosed).isTrue();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void aConfigurationNamesTheSerializers() {
    Map<String, Object> configs = new HashMap<>();
    configs.put("bootstrap.servers", "127.0.0.1:1");
    configs.put("key.serializer", StringSerializer.class.getName());
    configs.put("value.serializer", StringSerializer.class);
    DeadLetterProducer.create(configs).close();

    configs.put("value.serializer", "java.lang.String");
    assertThatThrownBy(() -> DeadLetterProducer.create(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("value.serializer");
    configs.remove("key.serializer");
    assertThatThrownBy(() -> DeadLetterProducer.create(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key.serializer");
  }

  private static ProducerRecord<String, String> record(String key, String value) {
    return new ProducerRecord<>("orders", 0, 1_000L, key, value, TRACE);
  }

  private DeadLetterProducer<String, String> of(String onFailure) {
    return DeadLetterProducer.wrap(producer, keys, values, Map.of("schema.on.failure", onFailure));
  }

  private ProducerRecord<byte[], byte[]> only() {
    assertThat(producer.history()).hasSize(1);
    return producer.history().get(0);
  }

  private static List<String> names(Headers headers) {
    List<String> names = new ArrayList<>();
    headers.forEach(each -> names.add(each.key()));
    return names;
  }
}
