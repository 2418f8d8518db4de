// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.kafka.MixedTopicTest.OF_GLUE;
import static io.velostream.schema.avro.kafka.MixedTopicTest.OLD;
import static io.velostream.schema.avro.kafka.MixedTopicTest.framed;
import static io.velostream.schema.avro.kafka.MixedTopicTest.glue;
import static io.velostream.schema.avro.kafka.MixedTopicTest.of;
import static io.velostream.schema.avro.kafka.MixedTopicTest.plain;
import static io.velostream.schema.avro.kafka.MixedTopicTest.singleObject;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.Records;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One consumer of a real broker reads a topic that several serializers have written to. */
class MixedTopicIT {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String TOPIC = "mixed";
  private static final String FRAMES = "dual,apicurio-2,apicurio-3,glue,single-object";

  private EmbeddedKafka kafka;
  private EmbeddedSchemaRegistry registry;
  private int id;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
    id = registry.register(TOPIC + "-value", OLD.toString());
    registry.register(TOPIC + "-key", OLD.toString());
  }

  @AfterEach
  void stop() {
    registry.close();
    kafka.close();
  }

  private Map<String, Object> configs(String frames) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("bootstrap.servers", kafka.bootstrapServers());
    configs.put("group.id", "readers");
    configs.put("auto.offset.reset", "earliest");
    configs.put("key.deserializer", KafkaAvroDeserializer.class.getName());
    configs.put("value.deserializer", KafkaAvroDeserializer.class.getName());
    configs.put("schema.registry.url", registry.url());
    configs.put("schema.glue.lookup.class", MixedTopicTest.Lookup.class.getName());
    for (String what : List.of("key", "value")) {
      configs.put(what + ".schema.id.deserializer", frames);
      configs.put(what + ".plain.schema", OLD.toString());
    }
    return configs;
  }

  private static Headers apicurio(long globalId) {
    RecordHeaders headers = new RecordHeaders();
    for (String what : List.of("key", "value")) {
      headers.add(
          "apicurio." + what + ".globalId", ByteBuffer.allocate(8).putLong(globalId).array());
      headers.add("apicurio." + what + ".encoding", "BINARY".getBytes(UTF_8));
    }
    return headers;
  }

  private static Headers confluent(int id) {
    byte[] frame = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    return new RecordHeaders().add("__key_schema_id", frame).add("__value_schema_id", frame);
  }

  /** Payloads, each with the text of the record that it holds. */
  private List<ProducerRecord<byte[], byte[]>> records() throws Exception {
    byte[] old = plain(OLD, of(OLD));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(both(framed(old, 0, 0, 0, 0, id), new RecordHeaders()));
    records.add(both(old, confluent(id)));
    records.add(both(framed(old, 0, 0, 0, 0, 0, 0, 0, 0, id), new RecordHeaders()));
    records.add(both(old, apicurio(id)));
    records.add(both(glue(false, plain(OF_GLUE, of(OF_GLUE))), new RecordHeaders()));
    records.add(both(glue(true, plain(OF_GLUE, of(OF_GLUE))), new RecordHeaders()));
    records.add(both(singleObject(OLD), new RecordHeaders()));
    records.add(new ProducerRecord<>(TOPIC, 0, framed(old, 0, 0, 0, 0, id), null));
    return records;
  }

  private static ProducerRecord<byte[], byte[]> both(byte[] data, Headers headers) {
    return new ProducerRecord<>(TOPIC, 0, data, data, headers);
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  private static void assertAreThose(List<ConsumerRecord<Object, Object>> read) {
    String old = of(OLD).toString();
    String ofGlue = of(OF_GLUE).toString();
    assertThat(read)
        .extracting(each -> String.valueOf(each.key()))
        .containsExactly(old, old, old, old, ofGlue, ofGlue, old, old);
    assertThat(read)
        .extracting(each -> String.valueOf(each.value()))
        .containsExactly(old, old, old, old, ofGlue, ofGlue, old, "null");
  }

  @Test
  void readsRecordsOfAllFramesInOneTopic() throws Exception {
    send(records());
    send(List.of(both(plain(OLD, of(OLD)), new RecordHeaders())));

    try (KafkaConsumer<Object, Object> consumer = new KafkaConsumer<>(configs(FRAMES + ",none"))) {
      List<ConsumerRecord<Object, Object>> read = Records.poll(consumer, TOPIC, 9, DEADLINE);

      assertAreThose(read.subList(0, 8));
      assertThat(read.get(8).value()).hasToString(of(OLD).toString());
      assertThat(read.get(8).key()).hasToString(of(OLD).toString());
    }
  }

  @Test
  void tellsWhichFrameIsNotReadSoThatTheConsumerCanGoOn() throws Exception {
    send(List.of(both("{\"street\":\"s3cret\"}".getBytes(UTF_8), new RecordHeaders())));
    send(records());

    try (KafkaConsumer<Object, Object> consumer = new KafkaConsumer<>(configs(FRAMES))) {
      RecordDeserializationException failure = Records.pollFailure(consumer, TOPIC, DEADLINE);
      assertThat(failure.offset()).isZero();
      assertThat(failure.getCause())
          .hasMessageContaining("plain JSON text")
          .hasMessageNotContaining("s3cret");
      consumer.seek(failure.topicPartition(), failure.offset() + 1);

      assertAreThose(Records.poll(consumer, TOPIC, 8, DEADLINE));
    }
  }
}
