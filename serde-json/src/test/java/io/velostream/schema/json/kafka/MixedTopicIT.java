// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static io.velostream.schema.json.kafka.MixedTopicTest.framed;
import static io.velostream.schema.json.kafka.MixedTopicTest.glue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.kafka.EmbeddedKafka;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;

/** One consumer of a real broker reads a topic that several serializers have written to. */
class MixedTopicIT {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String TOPIC = "mixed";

  private static ProducerRecord<byte[], byte[]> both(byte[] data, Headers headers) {
    return new ProducerRecord<>(TOPIC, 0, data, data, headers);
  }

  private static List<ProducerRecord<byte[], byte[]>> records(int id) throws Exception {
    byte[] payload = "{\"n\":7}".getBytes(UTF_8);
    byte[] frame = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    Headers confluent =
        new RecordHeaders().add("__key_schema_id", frame).add("__value_schema_id", frame);
    byte[] contentId = ByteBuffer.allocate(8).putLong(id).array();
    Headers apicurio =
        new RecordHeaders()
            .add("apicurio.key.contentId", contentId)
            .add("apicurio.value.contentId", contentId);
    return List.of(
        both(framed(payload, 0, 0, 0, 0, id), new RecordHeaders()),
        both(payload, confluent),
        both(framed(payload, 0, 0, 0, 0, 0, 0, 0, 0, id), new RecordHeaders()),
        both(payload, apicurio),
        both(glue(false, payload), new RecordHeaders()),
        both(glue(true, payload), new RecordHeaders()),
        both(payload, new RecordHeaders()),
        both(new byte[] {(byte) 0xC3, 1, 9}, new RecordHeaders()),
        new ProducerRecord<>(TOPIC, 0, payload, null, new RecordHeaders()));
  }

  /** The records that can be read, each other one skipped as its error says. */
  private static List<ConsumerRecord<JsonNode, JsonNode>> read(
      Map<String, Object> settings, List<RecordDeserializationException> failures, int count) {
    List<ConsumerRecord<JsonNode, JsonNode>> read = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaConsumer<JsonNode, JsonNode> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of(TOPIC));
      while (read.size() < count && System.nanoTime() - start < DEADLINE.toNanos()) {
        try {
          consumer.poll(Duration.ofMillis(100)).forEach(read::add);
        } catch (RecordDeserializationException e) {
          failures.add(e);
          consumer.seek(e.topicPartition(), e.offset() + 1);
        }
      }
    }
    return read;
  }

  @Test
  void readsRecordsOfAllFramesInOneTopicAndGoesOnAfterOthers() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Registry registry = new Registry()) {
      int id = registry.server.register("JSON", TOPIC + "-value", MixedTopicTest.SCHEMA, List.of());
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", kafka.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        for (ProducerRecord<byte[], byte[]> record : records(id)) {
          producer.send(record).get();
        }
      }
      String frames = "dual,apicurio-2,apicurio-3,glue,none";
      List<RecordDeserializationException> failures = new ArrayList<>();

      List<ConsumerRecord<JsonNode, JsonNode>> read =
          read(
              registry.configs(
                  "bootstrap.servers",
                  kafka.bootstrapServers(),
                  "group.id",
                  "readers",
                  "auto.offset.reset",
                  "earliest",
                  "key.deserializer",
                  KafkaJsonSchemaDeserializer.class.getName(),
                  "value.deserializer",
                  KafkaJsonSchemaDeserializer.class.getName(),
                  "key.schema.id.deserializer",
                  frames,
                  "value.schema.id.deserializer",
                  frames,
                  "schema.glue.lookup.class",
                  MixedTopicTest.Lookup.class.getName(),
                  JsonKeys.FAIL_INVALID_SCHEMA,
                  true,
                  JsonKeys.KEY_TYPE,
                  JsonNode.class.getName(),
                  JsonKeys.VALUE_TYPE,
                  JsonNode.class.getName()),
              failures,
              8);

      assertThat(read).extracting(each -> each.key().path("n").asInt()).containsOnly(7).hasSize(8);
      assertThat(read.subList(0, 7))
          .extracting(each -> each.value().path("n").asInt())
          .containsOnly(7);
      assertThat(read.get(7).value()).isNull();
      assertThat(failures).hasSize(1);
      assertThat(failures.get(0).offset()).isEqualTo(7);
      assertThat(failures.get(0).getCause()).hasMessageContaining("single-object");
    }
  }
}
