// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.benchmarks.avro.shape.FlatShape;
import io.velostream.schema.benchmarks.avro.shape.Shape;
import io.velostream.schema.benchmarks.avro.shape.Shapes;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.KafkaCodec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.serde.TopicRecordNameStrategy;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
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
@Fork(
    jvmArgsAppend = {
      "-Xms1g", // 40 KB a record would measure how a heap grows
      "-Xmx1g",
      "-XX:+AlwaysPreTouch",
      "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=*" // plain Avro asks for it
    })
@State(Scope.Benchmark)
public class AvroBenchmark {

  /** The name of a {@link Shapes}. */
  @Param({"flat", "order", "wide", "deep", "texts", "blob", "logical"})
  public String shape = "flat";

  /** The name of a {@link Kind}. */
  @Param({"generic", "specific", "reflect", "record"})
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

  /** What is read from: an array, or a buffer of the heap or outside of it. */
  @Param({"array"})
  public String buffer = "array";

  /** What each serializer and deserializer of ours left to Avro. */
  private final List<Supplier<CodecFallbacks>> fallbacks = new ArrayList<>();

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  Object value = this;
  byte[] bytes = {};
  Codec shared = new FlatShape().floor(Kind.GENERIC);

  /** What each thread has. */
  @State(Scope.Thread)
  public static class Desk {

    private static final Codec NONE = new FlatShape().floor(Kind.GENERIC);

    Serializer<Object> serializer = NONE;
    Deserializer<Object> deserializer = NONE;
    @Nullable ByteBuffer buffer;

    /** Takes what all threads share, or what is like it. */
    @Setup
    public void setUp(AvroBenchmark benchmark) {
      Codec codec = benchmark.forThread();
      serializer = codec.serializer();
      deserializer = codec.deserializer();
      buffer = benchmark.buffer(benchmark.buffer);
    }
  }

  /** Makes value, codec and bytes, and holds the codec to the floor. */
  @Setup(Level.Trial)
  public void setUp() {
    value = shape().value(kind());
    shared = codec();
    bytes = shared.write(value);
    check(buffer);
    if (others > 0) {
      OtherSchemas.exercise(others, this, kind());
    }
  }

  private Shape shape() {
    return Shapes.valueOf(shape.toUpperCase(Locale.ROOT)).shape();
  }

  private Kind kind() {
    return Kind.valueOf(kind.toUpperCase(Locale.ROOT));
  }

  /**
   * Other people's frames are not known, and so not looked into. Plain Avro writes Java records,
   * but cannot read them. Nothing but what is measured is run before it: the compiler looks at what
   * has run.
   */
  private void check(String... buffers) {
    FloorCheck check = new FloorCheck(shape(), kind());
    if (!codec.equals("kafka")) {
      check.written(codec, shared, value);
    }
    if (!codec.equals("kafka") && !(codec.equals("avro") && kind() == Kind.RECORD)) {
      for (String kept : buffers) {
        check.read(codec, read(shared, buffer(kept)), value);
      }
    }
    for (Supplier<CodecFallbacks> counted : fallbacks) {
      if (!counted.get().equals(CodecFallbacks.NONE)) {
        throw new IllegalStateException(
            "the shape " + shape + " as " + kind + " went through Avro: " + counted.get());
      }
    }
  }

  private @Nullable ByteBuffer buffer(String kept) {
    return switch (kept) {
      case "array" -> null;
      case "heap" -> ByteBuffer.wrap(bytes);
      case "direct" -> ByteBuffer.allocateDirect(bytes.length).put(bytes);
      default -> throw new IllegalArgumentException("array, heap or direct, not " + kept);
    };
  }

  private Codec forThread() {
    return switch (serializers) {
      case "shared" -> shared.forThread();
      case "own" -> own().forThread();
      default -> throw new IllegalArgumentException("shared or own, not " + serializers);
    };
  }

  private Codec own() {
    Codec own = codec();
    own.read(own.write(value));
    return own;
  }

  private Codec codec() {
    return switch (codec) {
      case "floor" -> new ThreadLocalFloor(shape(), kind());
      case "avro" -> AvroCodecs.of(shape(), kind(), value);
      case "velostream" -> velostream(kind(), value);
      case "kafka" -> KafkaCodec.of(serializer, deserializer, config(kind(), value));
      default -> throw new IllegalArgumentException("no such codec: " + codec);
    };
  }

  Codec velostream(Kind values, Object sample) {
    KafkaAvroSerializer writes = new KafkaAvroSerializer();
    KafkaAvroDeserializer reads = new KafkaAvroDeserializer();
    writes.configure(config(values, sample), false);
    reads.configure(config(values, sample), false);
    fallbacks.add(writes::fallbacks);
    fallbacks.add(reads::fallbacks);
    return new KafkaCodec(writes, reads);
  }

  private Map<String, Object> config(Kind values, Object sample) {
    Map<String, Object> all = new HashMap<>();
    all.put("schema.registry.url", registry.url());
    all.put("value.subject.name.strategy", TopicRecordNameStrategy.class.getName());
    all.put(AvroKeys.LOGICAL_TYPES, shape().convertsLogicalTypes() && values == Kind.GENERIC);
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

  /** Checks once more, as codecs change while they are used, and stops the registry. */
  @TearDown(Level.Trial)
  public void tearDown() {
    check("array", "heap", "direct");
    registry.close();
  }

  /** One value to bytes. */
  @Benchmark
  public byte[] write(Desk desk) {
    return desk.serializer.serialize(KafkaCodec.TOPIC, value);
  }

  /** Bytes to one value. */
  @Benchmark
  public Object read(Desk desk) {
    ByteBuffer buffer = desk.buffer;
    return buffer == null
        ? desk.deserializer.deserialize(KafkaCodec.TOPIC, bytes)
        : desk.deserializer.deserialize(KafkaCodec.TOPIC, KafkaCodec.NO_HEADERS, buffer.clear());
  }

  private Object read(Codec codec, @Nullable ByteBuffer buffer) {
    return buffer == null ? codec.read(bytes) : codec.read(buffer.clear());
  }
}
