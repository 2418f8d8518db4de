// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.rollout.RolloutKey;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
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
 * The time that the choice of a rollout adds to the writing of a record: {@link #canary} less
 * {@link #plain}; {@link #hash} is that of hashing a key of 16 bytes, which the producer adds.
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

  private final RecordHeaders headers = new RecordHeaders();
  private final byte[] key = "order-0123456789".getBytes(UTF_8);
  private EmbeddedSchemaRegistry registry;
  private KafkaAvroSerializer following;
  private KafkaAvroSerializer plain;
  private GenericRecord order;
  private int keyHash;

  /** Registers two versions, and begins a rollout. */
  @Setup
  public void setUp() {
    registry = EmbeddedSchemaRegistry.start();
    registry.register(SUBJECT, SCHEMA.replace("VERSION", "1"));
    registry.register(SUBJECT, SCHEMA.replace("VERSION", "2"));
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    plain = new KafkaAvroSerializer();
    plain.configure(configs, false);
    configs.put(
        "schema.rollout.source",
        new Rollouts(List.of(Rollout.running(SUBJECT, 1, 2, new Canary(0.5)))));
    following = new KafkaAvroSerializer();
    following.configure(configs, false);
    order = new GenericData.Record(new Schema.Parser().parse(SCHEMA.replace("VERSION", "2")));
    order.put("id", 7L);
    order.put("amount", 1.5);
  }

  /** Closes all. */
  @TearDown
  public void tearDown() {
    plain.close();
    following.close();
    registry.close();
  }

  /** Writes a record without rollouts. */
  @Benchmark
  public byte[] plain() {
    return plain.serialize(TOPIC, headers, order);
  }

  /** Writes a record in the version of the rollout. */
  @Benchmark
  public byte[] canary() {
    return following.serialize(TOPIC, headers, order, true, keyHash++, -1);
  }

  /** Hashes a key. */
  @Benchmark
  public int hash() {
    return RolloutKey.hash(key);
  }
}
