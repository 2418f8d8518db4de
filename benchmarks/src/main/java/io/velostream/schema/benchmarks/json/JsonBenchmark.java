// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.JacksonCodec;
import io.velostream.schema.benchmarks.codec.KafkaCodec;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.HashMap;
import java.util.List;
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
 * One value written as JSON and read, by each codec for each shape and kind of value. What plain
 * Jackson takes for the same class is the floor.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"}) // not how a heap grows
@State(Scope.Benchmark)
public class JsonBenchmark {

  private static final String TOPIC = "benchmark";

  /** The name of a {@link JsonShapes}. */
  @Param({"flat", "order", "wide", "deep", "texts", "blob", "logical"})
  public String shape = "flat";

  /** What a value is: an object of a class, a record, or a tree. */
  @Param({"pojo", "record", "tree"})
  public String kind = "pojo";

  /** Whose code: jackson, velostream with and without validation, or kafka for named classes. */
  @Param({"jackson", "velostream", "velostream-validated"})
  public String codec = "jackson";

  /** A class of Kafka's serializers, for the codec kafka. */
  @Param({""})
  public String serializer = "";

  /** A class of Kafka's deserializers, for the codec kafka. */
  @Param({""})
  public String deserializer = "";

  /** More configuration for all codecs but jackson: {@code key=value;key=value}. */
  @Param({""})
  public String config = "";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  private Object value = this;
  private byte[] bytes = {};
  private Codec measured = JacksonCodec.of(this);

  /** Makes value, codec and bytes, and holds the codec to Jackson. */
  @Setup(Level.Trial)
  public void setUp() {
    Object object = JsonShapes.valueOf(shape.toUpperCase(Locale.ROOT)).object(kind);
    value = object;
    if (kind.equals("tree")) {
      value = JacksonCodec.withTimes().<ObjectNode>valueToTree(object);
      register(object);
    }
    measured = codec();
    check();
    bytes = measured.write(value);
  }

  /** Other people's frames are not known, and so not looked into. */
  private void check() {
    if (!codec.equals("kafka")) {
      new JsonCheck(codec + ", shape " + shape + ", kind " + kind + ",", value).pass(measured);
    }
  }

  /** Trees have no schema of their own: they take the one that the class of their shape has. */
  private void register(Object object) {
    KafkaCodec.of(
            KafkaJsonSchemaSerializer.class.getName(),
            KafkaJsonSchemaDeserializer.class.getName(),
            config(object.getClass(), false))
        .write(object);
  }

  private Codec codec() {
    return switch (codec) {
      case "jackson" -> JacksonCodec.of(value);
      case "velostream" -> velostream(false);
      case "velostream-validated" -> velostream(true);
      case "kafka" -> KafkaCodec.of(serializer, deserializer, config(value.getClass(), false));
      default -> throw new IllegalArgumentException("no such codec: " + codec);
    };
  }

  private Codec velostream(boolean validates) {
    return KafkaCodec.of(
        KafkaJsonSchemaSerializer.class.getName(),
        KafkaJsonSchemaDeserializer.class.getName(),
        config(value.getClass(), validates));
  }

  private Map<String, Object> config(Class<?> type, boolean validates) {
    Map<String, Object> all = new HashMap<>();
    all.put("schema.registry.url", registry.url());
    all.put("json.value.type", JsonNode.class.isAssignableFrom(type) ? JsonNode.class : type);
    all.put("json.fail.invalid.schema", validates);
    if (JsonNode.class.isAssignableFrom(type)) {
      all.put("auto.register.schemas", false);
      all.put("use.latest.version", true);
    }
    for (String entry : List.of(config.split(";"))) {
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
  public byte[] writeJson() {
    return measured.write(value);
  }

  /** Bytes to one value. */
  @Benchmark
  public Object readJson() {
    return measured.read(bytes);
  }
}
