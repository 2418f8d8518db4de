// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.rollout.RolloutKey;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The time that the choice of a rollout adds to the writing of a record. {@link #allNew} and {@link
 * #allOld} less {@link #plain} is that of the choice alone. {@link #half} chooses at random, and is
 * to be compared with {@link #plainHalf}, which writes to two topics at random: processors
 * mispredict both. {@link #hash} is the time of hashing a key of 16 bytes, which the producer adds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RolloutBenchmark {

  private static final String TOPIC = "orders";
  private static final String SUBJECT = "orders-value";
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"Order\",\"doc\":\"VERSION\",\"fields\":["
          + "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"amount\",\"type\":\"double\"}]}";

  private static final String OTHER_TOPIC = "other-orders";
  private static final String REDUCED_TOPIC = "reduced-orders";
  private static final String REDUCED_SCHEMA =
      "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
          + "{\"name\":\"id\",\"type\":\"long\"}]}";

  private final RecordHeaders headers = new RecordHeaders();
  private final byte[] key = "order-0123456789".getBytes(UTF_8);
  private final List<KafkaAvroSerializer> opened = new ArrayList<>();
  private EmbeddedSchemaRegistry registry;
  private KafkaAvroSerializer plain;
  private KafkaAvroSerializer old;
  private KafkaAvroSerializer half;
  private KafkaAvroSerializer newest;
  private GenericRecord order;
  private int keyHash;

  /** Registers two versions, and begins rollouts. */
  @Setup
  public void setUp() {
    registry = EmbeddedSchemaRegistry.start();
    for (String topic : List.of(TOPIC, OTHER_TOPIC)) {
      registry.register(topic + "-value", SCHEMA.replace("VERSION", "1"));
      registry.register(topic + "-value", SCHEMA.replace("VERSION", "2"));
    }
    registry.register(REDUCED_TOPIC + "-value", REDUCED_SCHEMA);
    registry.register(
        REDUCED_TOPIC + "-value", SCHEMA.replace("\"double\"}", "\"double\",\"default\":0}"));
    plain = open(null);
    old = open(0.0);
    half = open(0.5);
    newest = open(1.0);
    order = new GenericData.Record(new Schema.Parser().parse(SCHEMA.replace("VERSION", "2")));
    order.put("id", 7L);
    order.put("amount", 1.5);
  }

  private KafkaAvroSerializer open(Double share) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    if (share != null) {
      configs.put(
          "schema.rollout.source",
          new Rollouts(
              List.of(
                  Rollout.running(SUBJECT, 1, 2, new Canary(share)),
                  Rollout.running(REDUCED_TOPIC + "-value", 1, 2, new Canary(share))
                      .with(LossHandling.REPORT))));
    }
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(configs, false);
    opened.add(serializer);
    return serializer;
  }

  /** Closes all. */
  @TearDown
  public void tearDown() {
    opened.forEach(KafkaAvroSerializer::close);
    registry.close();
  }

  /** Writes a record without rollouts. */
  @Benchmark
  public byte[] plain() {
    return plain.serialize(TOPIC, headers, order);
  }

  /** Writes a record without rollouts to one of two topics, by a hash. */
  @Benchmark
  public byte[] plainHalf() {
    return plain.serialize(mixed(keyHash++) < 0 ? TOPIC : OTHER_TOPIC, headers, order);
  }

  private static int mixed(int hash) {
    int mixed = hash * 0x9E3779B9;
    mixed ^= mixed >>> 15;
    mixed *= 0x85EBCA6B;
    return mixed ^ (mixed >>> 13);
  }

  /** Writes a record in the old version, which the share of the canary says. */
  @Benchmark
  public byte[] allOld() {
    return old.serialize(TOPIC, headers, order, true, keyHash++, -1);
  }

  /** Writes a record in an old version that lacks one of its fields. */
  @Benchmark
  public byte[] allOldReduced() {
    return old.serialize(REDUCED_TOPIC, headers, order, true, keyHash++, -1);
  }

  /** Writes a record in the new version, which the share of the canary says. */
  @Benchmark
  public byte[] allNew() {
    return newest.serialize(TOPIC, headers, order, true, keyHash++, -1);
  }

  /** Writes a record in one of the versions, by its key. */
  @Benchmark
  public byte[] half() {
    return half.serialize(TOPIC, headers, order, true, keyHash++, -1);
  }

  /** Hashes a key. */
  @Benchmark
  public int hash() {
    return RolloutKey.hash(key);
  }
}
