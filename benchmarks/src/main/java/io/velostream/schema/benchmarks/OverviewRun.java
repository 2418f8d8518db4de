// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.avro.shape.OrderShape;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.json.JsonOrders;
import io.velostream.schema.benchmarks.many.ManyTypes;
import io.velostream.schema.benchmarks.process.UsedHeap;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** One figure of the {@link Overview}, of one contender, in a JVM of its own. */
public final class OverviewRun {

  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final int SLICES = 40;
  private static final int SLICE = 20_000;
  private static final int HUNDRED = 100;
  private static final int THOUSAND = 1_000;

  private final OverviewCodecs codecs;

  /** One of each for each schema; records are written and read in turn. */
  private final String[] topics;

  private final Object[] values;
  private final Codec[] byTopic;
  private @Nullable Object sink;

  private OverviewRun(OverviewCodecs codecs, int schemas) {
    this.codecs = codecs;
    topics = new String[schemas];
    values = new Object[schemas];
    byTopic = new Codec[schemas];
  }

  /** Takes the name of an {@link OverviewRow}, whose code, and a registry; prints the figure. */
  public static void main(String... arguments) {
    long start = System.nanoTime();
    System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "*"); // plain Avro asks for it
    OverviewRow row = OverviewRow.valueOf(arguments[0]);
    System.out.println(figure(row, new OverviewCodecs(arguments[1], arguments[2]), start));
    System.exit(0); // whatever threads a contender leaves behind
  }

  private static long figure(OverviewRow row, OverviewCodecs codecs, long start) {
    return switch (row) {
      case WRITE_ONE -> avroOrder(codecs).writing();
      case READ_ONE -> avroOrder(codecs).reading();
      case WRITE_HUNDRED -> avroRows(codecs, HUNDRED).writing();
      case READ_HUNDRED -> avroRows(codecs, HUNDRED).reading();
      case WRITE_JSON -> jsonOrder(codecs, false).writing();
      case READ_JSON -> jsonOrder(codecs, false).reading();
      case WRITE_VALIDATED -> jsonOrder(codecs, true).writing();
      case READ_VALIDATED -> jsonOrder(codecs, true).reading();
      case FIRST_RECORD -> avroOrder(codecs).first(start);
      case MEMORY -> avroRows(codecs, THOUSAND).heapOfEach();
    };
  }

  private static OverviewRun avroOrder(OverviewCodecs codecs) {
    Object value = new OrderShape().value(Kind.SPECIFIC);
    return one(codecs, "overview-order", value, codecs.orders());
  }

  private static OverviewRun jsonOrder(OverviewCodecs codecs, boolean validates) {
    Object value = JsonOrders.order();
    return one(codecs, Overview.JSON_TOPIC, value, codecs.json(value, validates));
  }

  private static OverviewRun one(OverviewCodecs codecs, String topic, Object value, Codec codec) {
    OverviewRun run = new OverviewRun(codecs, 1);
    run.topics[0] = topic;
    run.values[0] = value;
    run.byTopic[0] = codec;
    return run;
  }

  private static OverviewRun avroRows(OverviewCodecs codecs, int schemas) {
    OverviewRun run = new OverviewRun(codecs, schemas);
    ManyTypes types = ManyTypes.generic();
    for (int i = 0; i < schemas; i++) {
      run.topics[i] = "overview-row" + i;
      run.values[i] = types.value(i);
      run.byTopic[i] = run.codec(i, types.schema(i));
    }
    return run;
  }

  /** One for all topics, but where one is made for one schema. */
  private Codec codec(int i, Schema schema) {
    return i == 0 || codecs.whose().equals(OverviewCodecs.PLAIN)
        ? codecs.generic(schema)
        : byTopic[0];
  }

  private byte[] write(int i) {
    return Objects.requireNonNull(byTopic[i].serializer().serialize(topics[i], values[i]));
  }

  private long writing() {
    return nanos(
        () -> {
          for (int n = 0; n < SLICE; n++) {
            sink = write(n % topics.length);
          }
        });
  }

  private long reading() {
    byte[][] bytes = written();
    return nanos(
        () -> {
          for (int n = 0; n < SLICE; n++) {
            int i = n % topics.length;
            sink = byTopic[i].deserializer().deserialize(topics[i], bytes[i]);
          }
        });
  }

  private byte[][] written() {
    byte[][] bytes = new byte[topics.length][];
    for (int i = 0; i < topics.length; i++) {
      bytes[i] = write(i);
    }
    return bytes;
  }

  /** The median slice after a while, nanoseconds for each record. */
  private static long nanos(Runnable slice) {
    long until = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < until) {
      slice.run();
    }
    long[] taken = new long[SLICES];
    for (int i = 0; i < SLICES; i++) {
      long start = System.nanoTime();
      slice.run();
      taken[i] = System.nanoTime() - start;
    }
    Arrays.sort(taken);
    return taken[SLICES / 2] / SLICE;
  }

  private long first(long start) {
    sink = byTopic[0].deserializer().deserialize(topics[0], write(0));
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** What a codec that has read a record of each schema holds for each, in KB. */
  private long heapOfEach() {
    byte[][] bytes = written();
    String[] schemas = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      schemas[i] = ((GenericRecord) values[i]).getSchema().toString();
    }
    byTopic[0].serializer().close();
    byTopic[0].deserializer().close();
    Arrays.fill(values, null);
    Arrays.fill(byTopic, null);
    long before = UsedHeap.bytes();
    for (int i = 0; i < bytes.length; i++) {
      byTopic[i] = codec(i, new Schema.Parser().parse(schemas[i]));
      sink = byTopic[i].deserializer().deserialize(topics[i], bytes[i]);
    }
    return (UsedHeap.bytes() - before) / 1_000 / bytes.length;
  }
}
