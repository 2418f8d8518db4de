// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats as tasks open them: bad records, class loaders of jobs, a registry that is down. */
class OpenedFormatTest {

  private static final byte[] MALFORMED = "no record".getBytes(UTF_8);
  private static final RowType COLUMNS = RowType.of(new BigIntType());

  @TempDir private Path folder;
  private EmbeddedSchemaRegistry registry;
  private final Loader job = new Loader();

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    registry.close();
    assertThat(SharedEngines.ofThisJvm().size()).isZero();
  }

  @Test
  void aMalformedRecordFails() throws Exception {
    DeserializationSchema<RowData> reader = reader(Map.of(), job);

    assertThatThrownBy(() -> reader.deserialize(MALFORMED)).hasMessageContaining("orders");
    assertThat(job.unreadable.getCount()).isZero();
  }

  @Test
  void aMalformedRecordIsLeftOutAndCounted() throws Exception {
    byte[] record = written(7);
    DeserializationSchema<RowData> reader = reader(Map.of("schema.on.failure", "skip"), job);

    assertThat(reader.deserialize(MALFORMED)).isNull();
    assertThat(reader.deserialize(record)).isEqualTo(GenericRowData.of(7L));
    assertThat(job.unreadable.getCount()).isEqualTo(1);
  }

  @Test
  void aReaderThatCannotBeOpenedFailsAtItsFirstRecord() throws Exception {
    DeserializationSchema<RowData> reader =
        reader(Map.of("schema.listeners", "com.acme.None"), job);

    assertThatThrownBy(() -> reader.deserialize(MALFORMED))
        .hasMessageStartingWith("the format of topic orders cannot be opened: ")
        .hasMessageContaining("com.acme.None");
  }

  @Test
  void aTombstoneIsNoRowAndNotCounted() throws Exception {
    DeserializationSchema<RowData> reader = reader(Map.of("schema.on.failure", "skip"), job);

    assertThat(reader.deserialize(null)).isNull();
    assertThat(job.unreadable.getCount()).isZero();
  }

  @Test
  void aMalformedRecordGoesToTheDeadLetters() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      DeserializationSchema<RowData> reader =
          reader(
              Map.of(
                  "schema.on.failure",
                  "dead-letter",
                  "bootstrap.servers",
                  kafka.bootstrapServers()),
              job);

      assertThat(reader.deserialize(MALFORMED)).isNull();
      assertThat(job.unreadable.getCount()).isEqualTo(1);
      assertThat(only(kafka, "orders.dead-letters").value()).isEqualTo(MALFORMED);
      job.close();
    }
  }

  @Test
  void jobsShareAnEngineUntilTheLastOneEnds() throws Exception {
    byte[] record = written(3);
    Loader first = new Loader();
    Loader second = new Loader();
    DeserializationSchema<RowData> one = reader(Map.of(), first);
    DeserializationSchema<RowData> two = reader(Map.of(), second);
    assertThat(SharedEngines.ofThisJvm().size()).isEqualTo(1);

    first.close();
    assertThat(two.deserialize(record)).isEqualTo(GenericRowData.of(3L));
    assertThat(one).isEqualTo(two);
    second.close();
    assertThat(SharedEngines.ofThisJvm().size()).isZero();

    DeserializationSchema<RowData> again = reader(Map.of(), job);
    assertThat(again.deserialize(record)).isEqualTo(GenericRowData.of(3L));
  }

  @Test
  void theClassLoaderOfAJobThatEndedIsGarbageWhileAnotherJobGoesOn() throws Exception {
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    byte[] record = written(3);
    List<DeserializationSchema<RowData>> goesOn = new ArrayList<>();
    WeakReference<ClassLoader> ended = ofAJobThatEnds(record, collected, goesOn);

    for (int i = 0; i < 50 && collected.remove(200) == null; i++) {
      System.gc();
    }
    assertThat(ended.get()).isNull();
    assertThat(goesOn.get(0).deserialize(record)).isEqualTo(GenericRowData.of(3L));
  }

  /** In a method of its own, whose variables are gone when it returns. */
  private WeakReference<ClassLoader> ofAJobThatEnds(
      byte[] record,
      ReferenceQueue<ClassLoader> collected,
      List<DeserializationSchema<RowData>> goesOn)
      throws Exception {
    Loader first = new Loader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(first.loader);
    try {
      reader(Map.of(), first).deserialize(record);
    } finally {
      Thread.currentThread().setContextClassLoader(context);
    }
    goesOn.add(reader(Map.of(), job));
    first.close();
    return new WeakReference<>(first.loader, collected);
  }

  @Test
  void aTaskThatRecoversReadsAndWritesWithoutTheRegistry() throws Exception {
    Map<String, String> snapshot =
        Map.of(
            "schema.snapshot.path",
            folder.resolve("snapshot").toString(),
            "schema.snapshot.seen.path",
            folder.resolve("seen").toString(),
            "schema.snapshot.encryption",
            "none");
    byte[] record = written(5);
    Loader first = new Loader();
    assertThat(reader(snapshot, first).deserialize(record)).isEqualTo(GenericRowData.of(5L));
    writer(snapshot, first).serialize(GenericRowData.of(5L));
    first.close();
    registry.stop();

    assertThat(SharedEngines.ofThisJvm().size()).isZero();
    assertThat(reader(snapshot, job).deserialize(record)).isEqualTo(GenericRowData.of(5L));
    assertThat(writer(snapshot, job).serialize(GenericRowData.of(5L))).isEqualTo(record);
  }

  private byte[] written(long value) throws Exception {
    Loader loader = new Loader();
    byte[] record = writer(Map.of(), loader).serialize(GenericRowData.of(value));
    loader.close();
    return record;
  }

  private RowSpec spec(Map<String, String> more, boolean writes) {
    Map<String, String> configs = new HashMap<>(more);
    configs.put("schema.registry.url", registry.url());
    return new RowSpec(RowFormat.AVRO, writes, false, "orders", null, configs, COLUMNS, List.of());
  }

  private SerializationSchema<RowData> writer(Map<String, String> more, Loader loader)
      throws Exception {
    SerializationSchema<RowData> writer = new RowSerializationSchema(spec(more, true));
    writer.open(loader);
    return writer;
  }

  private DeserializationSchema<RowData> reader(Map<String, String> more, Loader loader)
      throws Exception {
    DeserializationSchema<RowData> reader =
        new RowDeserializationSchema(spec(more, false), TypeInformation.of(RowData.class));
    reader.open(loader);
    return reader;
  }

  private static ConsumerRecord<byte[], byte[]> only(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "test",
            "auto.offset.reset",
            "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (records.isEmpty() && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  /** The class loader of a job's code, with what Flink hands to formats. */
  private static final class Loader
      implements UserCodeClassLoader,
          DeserializationSchema.InitializationContext,
          SerializationSchema.InitializationContext {

    final URLClassLoader loader =
        new URLClassLoader(new URL[0], OpenedFormatTest.class.getClassLoader());
    final Counter unreadable = new SimpleCounter();
    private final Map<String, Runnable> hooks = new HashMap<>();

    @Override
    public ClassLoader asClassLoader() {
      return loader;
    }

    @Override
    public void registerReleaseHookIfAbsent(String name, Runnable hook) {
      hooks.putIfAbsent(name, hook);
    }

    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup() {
        @Override
        public Counter counter(String name) {
          assertThat(name).isEqualTo("numRecordsUnreadable");
          return unreadable;
        }
      };
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return this;
    }

    void close() throws IOException {
      hooks.values().forEach(Runnable::run);
      hooks.clear();
      loader.close();
    }
  }
}
