// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.deadletter.DeadLetterProducer;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutFile;
import io.velostream.schema.rollout.RolloutSource;
import io.velostream.schema.rollout.RolloutState;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.rollout.RolloutInterceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serializers that write the version that a rollout says. */
class AvroRolloutTest {

  private static final String SUBJECT = "orders-value";
  private static final Schema FIRST = schema("");
  private static final Schema SECOND =
      schema(",{\"name\":\"gift\",\"type\":\"boolean\",\"default\":false}");

  private final Registry registry = new Registry();
  private final int first = registry.server.register(SUBJECT, FIRST.toString());
  private final int second = registry.server.register(SUBJECT, SECOND.toString());
  private final Rollouts rollouts = new Rollouts();

  @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void blueGreenSwitchesWithTheNextRecordAndBack() {
    try (KafkaAvroSerializer serializer = serializer()) {
      rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(false)));
      assertThat(id(serializer.serialize(Registry.TOPIC, order(SECOND)))).isEqualTo(first);
      rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(true)));
      assertThat(id(serializer.serialize(Registry.TOPIC, order(SECOND)))).isEqualTo(second);
      assertThat(id(serializer.serialize(Registry.TOPIC, order(FIRST)))).isEqualTo(second);
      rollouts.put(
          Rollout.running(SUBJECT, 1, 2, new BlueGreen(true)).with(RolloutState.ROLLED_BACK, ""));
      assertThat(id(serializer.serialize(Registry.TOPIC, order(SECOND)))).isEqualTo(first);
      rollouts.remove(SUBJECT);
      assertThat(id(serializer.serialize(Registry.TOPIC, order(SECOND)))).isEqualTo(second);
      assertThat(id(serializer.serialize(Registry.TOPIC, order(FIRST)))).isEqualTo(first);
    }
  }

  /** Each binding is out of date as soon as it is made; a record goes by the one made for it. */
  @Test
  void aRecordFollowsTheRolloutThatItWasBoundWithHoweverOftenItChanges() {
    for (boolean isGreen : new boolean[] {false, true}) {
      Rollout rollout = Rollout.running(SUBJECT, 1, 2, new BlueGreen(isGreen));
      AtomicInteger generation = new AtomicInteger();
      RolloutSource changing =
          new RolloutSource() {
            @Override
            public int generation() {
              return generation.get();
            }

            @Override
            public Rollout rollout(String subject) {
              generation.incrementAndGet();
              return rollout;
            }
          };
      try (KafkaAvroSerializer serializer =
          registry.serializer("schema.rollout.source", changing)) {
        for (int i = 0; i < 10; i++) {
          assertThat(id(serializer.serialize(Registry.TOPIC, order(SECOND))))
              .isEqualTo(isGreen ? second : first);
        }
      }
      assertThat(generation.get()).isGreaterThan(10);
    }
  }

  @Test
  void aConsumerReadsBothVersions() {
    try (KafkaAvroSerializer serializer = serializer();
        KafkaAvroDeserializer deserializer = registry.deserializer()) {
      for (boolean isGreen : new boolean[] {false, true}) {
        rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(isGreen)));
        GenericRecord read =
            (GenericRecord)
                deserializer.deserialize(
                    Registry.TOPIC, serializer.serialize(Registry.TOPIC, order(SECOND)));
        assertThat(read.getSchema()).isEqualTo(isGreen ? SECOND : FIRST);
        assertThat(read.get("id")).hasToString("a");
      }
    }
  }

  @Test
  void aCanaryKeepsEachKeyOnItsSide() {
    rollouts.put(Rollout.running(SUBJECT, 1, 2, new Canary(0.1)));
    MockProducer<byte[], byte[]> sent =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    try (DeadLetterProducer<String, Object> producer =
        DeadLetterProducer.wrap(sent, new StringSerializer(), serializer(), Map.of())) {
      for (int i = 0; i < 4_000; i++) {
        producer.send(new ProducerRecord<>(Registry.TOPIC, "key" + i % 1_000, order(SECOND)));
      }
    }
    Map<String, Integer> sides = new HashMap<>();
    long news = 0;
    for (ProducerRecord<byte[], byte[]> record : sent.history()) {
      int id = id(record.value());
      news += id == second ? 1 : 0;
      Integer before = sides.put(new String(record.key(), UTF_8), id);
      assertThat(before == null || before == id).isTrue();
    }
    assertThat(news / 4_000.0).isEqualTo(0.1, within(0.03));
  }

  @Test
  void anInterceptorTellsTheKeyAndLeavesNothingBehind() {
    rollouts.put(Rollout.running(SUBJECT, 1, 2, new Canary(1)));
    try (KafkaAvroSerializer serializer = serializer();
        RolloutInterceptor interceptor = new RolloutInterceptor()) {
      for (Object key : List.of("a", 7, 8L, new byte[] {1}, ByteBuffer.wrap(new byte[] {2}))) {
        ProducerRecord<Object, Object> record =
            interceptor.onSend(new ProducerRecord<>(Registry.TOPIC, key, order(SECOND)));
        assertThat(id(serializer.serialize(Registry.TOPIC, record.headers(), record.value())))
            .isEqualTo(second);
        assertThat(record.headers()).isEmpty();
      }
      assertThat(id(serializer.serialize(Registry.TOPIC, new RecordHeaders(), order(SECOND))))
          .as("without a key")
          .isEqualTo(first);
    }
  }

  @Test
  void aSerializerOfKeysThatFollowsRolloutsLeavesTheHashToThatOfTheValue() {
    rollouts.put(Rollout.running(SUBJECT, 1, 2, new Canary(1)));
    Map<String, Object> configs = registry.configs("schema.rollout.source", rollouts);
    try (KafkaAvroSerializer keys = new KafkaAvroSerializer();
        KafkaAvroSerializer values = serializer();
        RolloutInterceptor interceptor = new RolloutInterceptor()) {
      keys.configure(configs, true);
      ProducerRecord<Object, Object> record =
          interceptor.onSend(new ProducerRecord<>(Registry.TOPIC, "a", order(SECOND)));
      keys.serialize(Registry.TOPIC, record.headers(), record.key());
      assertThat(id(values.serialize(Registry.TOPIC, record.headers(), record.value())))
          .isEqualTo(second);
      assertThat(record.headers()).isEmpty();
    }
  }

  @Test
  void whatTheOldVersionCannotCarryIsAnError() {
    rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(false)));
    GenericRecord gift = order(SECOND);
    gift.put("gift", true);
    try (KafkaAvroSerializer serializer = serializer()) {
      assertThatThrownBy(() -> serializer.serialize(Registry.TOPIC, gift))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("version 1")
          .hasMessageContaining("field gift");
      assertThat(id(serializer.serialize(Registry.TOPIC, order(SECOND))))
          .as("a value that both can carry")
          .isEqualTo(first);
    }
  }

  @Test
  void theLossMayBeReported() {
    rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(false)).with(LossHandling.REPORT));
    GenericRecord gift = order(SECOND);
    gift.put("gift", true);
    try (KafkaAvroSerializer serializer = serializer()) {
      assertThat(id(serializer.serialize(Registry.TOPIC, gift))).isEqualTo(first);
    }
  }

  @Test
  void aFileSaysWhichVersion() throws IOException {
    Path file = folder.resolve("rollouts.json");
    RolloutFile.write(file, List.of(Rollout.running(SUBJECT, 1, 2, new BlueGreen(false))));
    try (KafkaAvroSerializer serializer =
        registry.serializer("schema.rollout.file", file.toString())) {
      assertThat(id(serializer.serialize(Registry.TOPIC, order(SECOND)))).isEqualTo(first);
      assertThat(id(serializer.serialize("others", order(SECOND)))).isEqualTo(second);
    }
  }

  @Test
  void aFileThatIsNoneIsAConfigurationError() throws IOException {
    Path file = Files.writeString(folder.resolve("rollouts.json"), "{}");
    assertThatThrownBy(() -> registry.serializer("schema.rollout.file", file.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.rollout.file");
    assertThatThrownBy(() -> registry.serializer("schema.rollout.source", "text"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.rollout.source");
  }

  @Test
  void aVersionThatIsNotRegisteredIsAnError() {
    rollouts.put(Rollout.running(SUBJECT, 1, 9, new BlueGreen(false)));
    try (KafkaAvroSerializer serializer = serializer()) {
      assertThatThrownBy(() -> serializer.serialize(Registry.TOPIC, order(SECOND)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("9");
    }
  }

  private KafkaAvroSerializer serializer() {
    return registry.serializer("schema.rollout.source", rollouts);
  }

  private static int id(byte[] record) {
    return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
  }

  private static GenericRecord order(Schema schema) {
    GenericRecord order = new GenericData.Record(schema);
    order.put("id", "a");
    if (schema.getField("gift") != null) {
      order.put("gift", false);
    }
    return order;
  }

  private static Schema schema(String more) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                + "{\"name\":\"id\",\"type\":\"string\"}"
                + more
                + "]}");
  }
}
