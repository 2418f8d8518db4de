// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.avro.AvroKeys;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One generic record read from a buffer, as a consumer hands it over: in an array, or direct. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class AvroBufferBenchmark {

  private static final String TOPIC = "benchmark";

  /** The name of a {@link Shapes}. */
  @Param({"order", "wide", "blob"})
  public String shape = "order";

  /** What the payload lies in: array or direct. */
  @Param({"array", "direct"})
  public String buffer = "array";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
  private final RecordHeaders headers = new RecordHeaders();
  private ByteBuffer payload = ByteBuffer.allocate(0);

  /** Writes the record and puts it where it is read from. */
  @Setup(Level.Trial)
  public void setUp() {
    Shape measured = Shapes.valueOf(shape.toUpperCase(Locale.ROOT)).shape();
    Map<String, ?> config =
        Map.of(
            "schema.registry.url",
            registry.url(),
            AvroKeys.LOGICAL_TYPES,
            measured.convertsLogicalTypes());
    deserializer.configure(config, false);
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(config, false);
      byte[] bytes =
          Objects.requireNonNull(serializer.serialize(TOPIC, measured.value(Kind.GENERIC)));
      payload =
          switch (buffer) {
            case "array" -> ByteBuffer.wrap(bytes);
            case "direct" -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            default -> throw new IllegalArgumentException("array or direct, not " + buffer);
          };
    }
  }

  /** Stops the registry. */
  @TearDown(Level.Trial)
  public void tearDown() {
    deserializer.close();
    registry.close();
  }

  /** Bytes to one value. */
  @Benchmark
  public Object readBuffer() {
    return Objects.requireNonNull(deserializer.deserialize(TOPIC, headers, payload));
  }
}
