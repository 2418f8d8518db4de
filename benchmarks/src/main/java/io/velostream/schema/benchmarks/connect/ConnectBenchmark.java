// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.connect;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.KafkaCodec;
import io.velostream.schema.connect.AvroConverter;
import io.velostream.schema.connect.JsonSchemaConverter;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
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
 * One record of Connect written and read: by our converters, by Connect's own JSON converter with
 * schemas in each record ({@code connect-json}) or without ({@code connect-json-bare}, which reads
 * maps), and, as a generic record of the same schema, by our serializer for Avro ({@code serde}).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"}) // not how a heap grows
@State(Scope.Benchmark)
public class ConnectBenchmark {

  /** A row of a table, or an order with lists and a map. */
  @Param({"row", "order"})
  public String shape = "row";

  /** Whose code. */
  @Param({"serde", "avro", "json-schema", "connect-json", "connect-json-bare"})
  public String codec = "serde";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  private Object value = "";
  private byte[] bytes = {};
  private Codec measured = new OfConverter(new JsonConverter());

  /** A converter as a worker uses it. */
  private record OfConverter(Converter converter) implements Codec {

    @Override
    public byte[] write(Object value) {
      Struct struct = (Struct) value;
      return Objects.requireNonNull(
          converter.fromConnectData(KafkaCodec.TOPIC, struct.schema(), struct));
    }

    @Override
    public Object read(byte[] bytes) {
      return converter.toConnectData(KafkaCodec.TOPIC, bytes).value();
    }
  }

  private Converter configured(Converter converter, boolean hasSchemas) {
    converter.configure(
        Map.of(
            "schema.registry.url", registry.url(),
            "converter.type", "value",
            "schemas.enable", String.valueOf(hasSchemas)),
        false);
    return converter;
  }

  /** Makes value, codec and bytes. */
  @Setup(Level.Trial)
  public void setUp() {
    Struct struct = shape.equals("row") ? ConnectShapes.row() : ConnectShapes.order();
    value = struct;
    measured =
        switch (codec) {
          case "avro" -> new OfConverter(configured(new AvroConverter(), true));
          case "json-schema" -> new OfConverter(configured(new JsonSchemaConverter(), true));
          case "connect-json" -> new OfConverter(configured(new JsonConverter(), true));
          case "connect-json-bare" -> new OfConverter(configured(new JsonConverter(), false));
          default -> serde(struct);
        };
    bytes = measured.write(value);
    Object read = measured.read(bytes);
    if (!codec.equals("connect-json-bare") && !read.equals(value)) {
      throw new IllegalStateException("the codec " + codec + " reads " + read + ", not " + value);
    }
  }

  /** The serializer and deserializer, for the record that the converter writes. */
  private Codec serde(Struct struct) {
    Codec codec =
        KafkaCodec.of(
            KafkaAvroSerializer.class.getName(),
            KafkaAvroDeserializer.class.getName(),
            Map.of("schema.registry.url", registry.url()));
    Converter converter = configured(new AvroConverter(), true);
    byte[] written =
        Objects.requireNonNull(
            converter.fromConnectData(KafkaCodec.TOPIC, struct.schema(), struct));
    SchemaAndValue read = converter.toConnectData(KafkaCodec.TOPIC, written);
    GenericRecord record = (GenericRecord) codec.read(written);
    Schema schema = record.getSchema();
    if (schema.getFields().size() != read.schema().fields().size()) {
      throw new IllegalStateException("another schema: " + schema);
    }
    value = record;
    return codec;
  }

  /** Stops the registry. */
  @TearDown(Level.Trial)
  public void tearDown() {
    registry.close();
  }

  /** One record to bytes. */
  @Benchmark
  public byte[] write() {
    return measured.write(value);
  }

  /** The bytes to a record. */
  @Benchmark
  public Object read() {
    return measured.read(bytes);
  }
}
