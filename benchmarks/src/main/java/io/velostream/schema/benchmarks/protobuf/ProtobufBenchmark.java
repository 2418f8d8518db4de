// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.KafkaCodec;
import io.velostream.schema.benchmarks.protobuf.shape.Flat;
import io.velostream.schema.benchmarks.protobuf.shape.Order;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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
 * One message written and read. The floor is protobuf-java called by hand, with the same frame, in
 * a serializer and a deserializer that do nothing else.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"}) // not how a heap grows
@State(Scope.Benchmark)
public class ProtobufBenchmark {

  /** A small message, or one with lists and a map. */
  @Param({"flat", "order"})
  public String shape = "flat";

  /** Whose code: protobuf-java alone, or velostream. */
  @Param({"protobuf", "velostream"})
  public String codec = "protobuf";

  private final EmbeddedSchemaRegistry registry =
      EmbeddedSchemaRegistry.builder()
          .compatibilityChecker(
              "PROTOBUF", (reader, readerReferences, writer, writerReferences) -> List.of())
          .start();

  private Message value = Flat.getDefaultInstance();
  private byte[] bytes = {};
  private Codec measured = new Bare(value.getParserForType());

  /** protobuf-java, called by hand, with the same frame before the message. */
  private record Bare(Parser<? extends Message> parser) implements Codec {

    private static final byte[] FRAME = {0, 0, 0, 0, 1, 0};

    @Override
    public byte[] write(Object value) {
      Message message = (Message) value;
      int size = message.getSerializedSize();
      byte[] bytes = new byte[FRAME.length + size];
      System.arraycopy(FRAME, 0, bytes, 0, FRAME.length);
      try {
        message.writeTo(CodedOutputStream.newInstance(bytes, FRAME.length, size));
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Object read(byte[] bytes) {
      try {
        return parser.parseFrom(bytes, FRAME.length, bytes.length - FRAME.length);
      } catch (InvalidProtocolBufferException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes value, codec and bytes. */
  @Setup(Level.Trial)
  public void setUp() {
    value = shape.equals("flat") ? flat() : order();
    Codec velostream =
        KafkaCodec.of(
            KafkaProtobufSerializer.class.getName(),
            KafkaProtobufDeserializer.class.getName(),
            Map.of(
                "schema.registry.url",
                registry.url(),
                "specific.protobuf.value.type",
                value.getClass()));
    bytes = velostream.write(value);
    if (!velostream.read(bytes).equals(value)) {
      throw new IllegalStateException("velostream reads another message");
    }
    measured = codec.equals("protobuf") ? bare(value) : velostream;
    bytes = measured.write(value);
    if (!measured.read(bytes).equals(value)) {
      throw new IllegalStateException("the codec " + codec + " reads another message");
    }
  }

  /** Called as Kafka calls it, as the other codec is. */
  private static Codec bare(Message value) {
    Bare bare = new Bare(value.getParserForType());
    return new KafkaCodec(bare, bare);
  }

  private static Flat flat() {
    return Flat.newBuilder()
        .setId(4_711)
        .setName("a name of some length")
        .setPrice(12.5)
        .setActive(true)
        .setCount(3)
        .build();
  }

  private static Order order() {
    Order.Builder order =
        Order.newBuilder()
            .setId("order-4711")
            .setCustomer("customer-42")
            .setTime(1_700_000_000_000L);
    for (int i = 0; i < 5; i++) {
      order.addLines(
          Order.Line.newBuilder().setProduct("product-" + i).setQuantity(i).setCents(995));
    }
    return order.putLabels("channel", "web").putLabels("region", "north").build();
  }

  /** Stops the registry. */
  @TearDown(Level.Trial)
  public void tearDown() {
    registry.close();
  }

  /**
   * One message to bytes. Messages remember their size, so that what is written a second time is
   * cheaper; both codecs have that.
   */
  @Benchmark
  public byte[] writeProtobuf() {
    return measured.write(value);
  }

  /** Bytes to one message. */
  @Benchmark
  public Object readProtobuf() {
    return measured.read(bytes);
  }
}
