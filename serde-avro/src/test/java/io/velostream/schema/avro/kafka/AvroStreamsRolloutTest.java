// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.velostream.schema.avro.GenericAvroSerde;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutChoice;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.rollout.RolloutKey;
import io.velostream.schema.serde.rollout.RolloutKeyProcessor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary by key in Kafka Streams, whose serializers of values do not see keys. */
class AvroStreamsRolloutTest {

  private static final Schema FIRST =
      SchemaBuilder.record("Order").fields().requiredString("id").endRecord();
  private static final Schema SECOND =
      SchemaBuilder.record("Order")
          .fields()
          .requiredString("id")
          .name("gift")
          .type()
          .booleanType()
          .booleanDefault(false)
          .endRecord();

  private final Registry registry = new Registry();
  private final int first = registry.server.register("orders-value", FIRST.toString());
  private final int second = registry.server.register("orders-value", SECOND.toString());
  private final Rollouts rollouts = new Rollouts();

  @TempDir Path state;

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void aCanaryKeepsEachKeyOnItsSide() {
    Rollout rollout = Rollout.running("orders-value", 1, 2, new Canary(0.2));
    rollouts.put(rollout);
    RolloutChoice choice = new RolloutChoice(rollout, "");
    try (Serde<GenericRecord> values = values();
        TopologyTestDriver driver = driver(values)) {
      TestInputTopic<String, GenericRecord> in = input(driver, values);
      for (int i = 0; i < 2_000; i++) {
        in.pipeInput("key" + i % 500, order());
      }

      List<TestRecord<String, byte[]>> sent = output(driver, "orders");

      assertThat(sent).hasSize(2_000);
      for (TestRecord<String, byte[]> record : sent) {
        int hash = RolloutKey.hash(record.key().getBytes(StandardCharsets.UTF_8));
        assertThat(id(record)).isEqualTo(choice.isNew(true, hash, -1) ? second : first);
        assertThat(record.headers()).isEmpty();
      }
      long news = sent.stream().filter(record -> id(record) == second).count();
      assertThat(news / 2_000.0).isEqualTo(0.2, within(0.06));
    }
  }

  @Test
  void otherBranchesAndRecordsWithoutAKeyOrAValueHaveNoHeader() {
    rollouts.put(Rollout.running("orders-value", 1, 2, new Canary(1)));
    try (Serde<GenericRecord> values = values();
        TopologyTestDriver driver = driver(values)) {
      TestInputTopic<String, GenericRecord> in = input(driver, values);
      in.pipeInput("key", order());
      in.pipeInput(null, order());
      in.pipeInput("key", null);

      List<TestRecord<String, byte[]>> sent = output(driver, "orders");

      assertThat(sent).hasSize(3).allSatisfy(record -> assertThat(record.headers()).isEmpty());
      assertThat(id(sent.get(0))).isEqualTo(second);
      assertThat(id(sent.get(1))).isEqualTo(first);
      assertThat(sent.get(2).value()).isNull();
      assertThat(output(driver, "copies"))
          .hasSize(3)
          .allSatisfy(record -> assertThat(record.headers()).isEmpty());
    }
  }

  private Serde<GenericRecord> values() {
    GenericAvroSerde values = new GenericAvroSerde();
    values.configure(registry.configs("schema.rollout.source", rollouts), false);
    return values;
  }

  private TopologyTestDriver driver(Serde<GenericRecord> values) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, GenericRecord> orders =
        builder.stream("in", Consumed.with(Serdes.String(), values));
    orders
        .<GenericRecord>processValues(RolloutKeyProcessor::new)
        .to("orders", Produced.with(Serdes.String(), values));
    orders.mapValues(value -> "copy").to("copies", Produced.with(Serdes.String(), Serdes.String()));
    Properties settings = new Properties();
    settings.put("application.id", "avro-streams-rollout");
    settings.put("bootstrap.servers", "localhost:1");
    settings.put("state.dir", state.toString());
    return new TopologyTestDriver(builder.build(), settings);
  }

  private static TestInputTopic<String, GenericRecord> input(
      TopologyTestDriver driver, Serde<GenericRecord> values) {
    return driver.createInputTopic("in", new StringSerializer(), values.serializer());
  }

  private static List<TestRecord<String, byte[]>> output(TopologyTestDriver driver, String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static int id(TestRecord<String, byte[]> record) {
    return ByteBuffer.wrap(record.value(), 1, Integer.BYTES).getInt();
  }

  private static GenericRecord order() {
    GenericRecord order = new GenericData.Record(SECOND);
    order.put("id", "a");
    order.put("gift", false);
    return order;
  }
}
