// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.avro.AvroKeys;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.serde.TopicRecordNameStrategy;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One record written and read, by each codec for each shape and kind of value. The serializers are
 * shared by all threads, as a producer's are, unless asked otherwise.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=*") // plain Avro asks for it
@State(Scope.Benchmark)
public class AvroBenchmark {

  /** The name of a {@link Shapes}. */
  @Param({"flat", "order", "wide", "deep", "texts", "blob", "logical"})
  public String shape = "flat";

  /** The name of a {@link Kind}. */
  @Param({"generic", "specific"})
  public String kind = "generic";

  /** Whose code: floor, velostream, avro, or kafka for the classes that are named. */
  @Param({"floor", "velostream", "avro"})
  public String codec = "floor";

  /** How many schemas are alive besides, each written and read before the measurement. */
  @Param({"0"})
  public int others = 0;

  /** A class of Kafka's serializers, for the codec kafka. */
  @Param({""})
  public String serializer = "";

  /** A class of Kafka's deserializers, for the codec kafka. */
  @Param({""})
  public String deserializer = "";

  /** More configuration for the codec kafka: {@code key=value;key=value}. */
  @Param({""})
  public String config = "";

  /** Whether all threads share one serializer and deserializer, or each has its own. */
  @Param({"shared"})
  public String serializers = "shared";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  Object value = this;
  byte[] bytes = {};
  Codec shared = new FlatShape().floor(Kind.GENERIC);

  /** What each thread has. */
  @State(Scope.Thread)
  public static class Desk {

    Codec codec = new FlatShape().floor(Kind.GENERIC);

    /** Takes what all threads share, or what is like it. */
    @Setup
    public void setUp(AvroBenchmark benchmark) {
      codec = benchmark.forThread();
    }
  }

  /** Makes value, codec and bytes. */
  @Setup(Level.Trial)
  public void setUp() {
    Shape measured = Shapes.valueOf(shape.toUpperCase(Locale.ROOT)).shape();
    Kind values = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
    if (!measured.has(values)) {
      throw new IllegalArgumentException("the shape " + shape + " has no kind " + kind);
    }
    value = measured.value(values);
    shared = codec(measured, values);
    bytes = shared.write(value);
    if (others > 0) {
      OtherSchemas.exercise(others, this, values);
    }
  }

  private Codec forThread() {
    return switch (serializers) {
      case "shared" -> shared.forThread();
      case "own" -> own().forThread();
      default -> throw new IllegalArgumentException("shared or own, not " + serializers);
    };
  }

  private Codec own() {
    Codec own =
        codec(
            Shapes.valueOf(shape.toUpperCase(Locale.ROOT)).shape(),
            Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    own.read(own.write(value));
    return own;
  }

  private Codec codec(Shape measured, Kind values) {
    return switch (codec) {
      case "floor" -> new ThreadLocalFloor(measured, values);
      case "avro" -> AvroCodecs.of(measured, values, value);
      case "velostream" -> velostream(values, value);
      case "kafka" -> KafkaCodec.of(serializer, deserializer, config(values, value));
      default -> throw new IllegalArgumentException("no such codec: " + codec);
    };
  }

  Codec velostream(Kind values, Object sample) {
    return KafkaCodec.of(
        KafkaAvroSerializer.class.getName(),
        KafkaAvroDeserializer.class.getName(),
        config(values, sample));
  }

  private Map<String, Object> config(Kind values, Object sample) {
    Map<String, Object> all = new HashMap<>();
    all.put("schema.registry.url", registry.url());
    all.put("value.subject.name.strategy", TopicRecordNameStrategy.class.getName());
    boolean converts =
        Shapes.valueOf(shape.toUpperCase(Locale.ROOT)).shape().convertsLogicalTypes();
    all.put(AvroKeys.LOGICAL_TYPES, converts && values == Kind.GENERIC);
    switch (values) {
      case GENERIC -> {}
      case SPECIFIC -> {
        all.put("specific.avro.reader", true);
        all.put("specific.avro.value.type", sample.getClass().getName());
      }
      case REFLECT, RECORD -> {
        all.put("schema.reflection", true);
        all.put("specific.avro.value.type", sample.getClass().getName());
      }
    }
    for (String entry : config.split(";")) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        all.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return all;
  }

  /** Stops the registry. */
  @TearDown(Level.Trial)
  public void tearDown() {
    registry.close();
  }

  /** One value to bytes. */
  @Benchmark
  public byte[] write(Desk desk) {
    return desk.codec.write(value);
  }

  /** Bytes to one value. */
  @Benchmark
  public Object read(Desk desk) {
    return desk.codec.read(bytes);
  }
}
