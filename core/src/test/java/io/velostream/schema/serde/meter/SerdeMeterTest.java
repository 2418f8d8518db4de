// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.BindingHits;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.model.SchemaNotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** Serializers and deserializers of the same tags are counted together, by topic and cause. */
class SerdeMeterTest {

  private static final MeterTags READING =
      new MeterTags(MeterTags.Direction.DESERIALIZER, "c1", false, "avro");

  private final MetricRegistry registry = new MetricRegistry();
  private final SerdeMeters meters = new SerdeMeters(registry);
  private final BindingHits hits = new BindingHits();

  @Test
  void recordsAndBytesAreCountedByTopicAndInAll() {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());

    meter.of("orders").count(10);
    meter.of("orders").count(20);
    meter.of("payments").count(5);
    meter.of(null).count(1);

    assertThat(read(group("deserializer-metrics"), "record-total")).isEqualTo(4);
    assertThat(read(group("deserializer-metrics"), "byte-total")).isEqualTo(36);
    MetricGroup orders = group("deserializer-topic-metrics{client-id=c1, topic=orders,");
    assertThat(read(orders, "record-total")).isEqualTo(2);
    assertThat(read(orders, "byte-total")).isEqualTo(30);
    assertThat(orders.tags()).containsEntry("is-key", "false").containsEntry("format", "avro");
  }

  @Test
  void topicsWhoseHashesCollideAreCountedApart() {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());

    for (int i = 0; i < 3; i++) { // "Aa" and "BB" have the same hash
      meter.of("Aa").count(1);
      meter.of("BB").count(10);
    }

    assertThat(read(group("deserializer-topic-metrics{client-id=c1, topic=Aa"), "byte-total"))
        .isEqualTo(3);
    assertThat(read(group("deserializer-topic-metrics{client-id=c1, topic=BB"), "byte-total"))
        .isEqualTo(30);
  }

  @Test
  void topicsBeyondTheBoundAreCountedInAllOnly() {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());

    for (int i = 0; i < 3 * SerdeMeter.MAX_TOPICS; i++) {
      meter.of("t" + i).count(1);
    }

    assertThat(read(group("deserializer-metrics"), "record-total"))
        .isEqualTo(3 * SerdeMeter.MAX_TOPICS);
    assertThat(registry.groups()).hasSize(1 + SerdeMeter.MAX_TOPICS);
  }

  @Test
  void recordsThatNeededNoBindingAreHits() {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());
    assertThat(read(group("deserializer-metrics"), "binding-hit-rate")).isEqualTo(1);

    meter.countBinding();
    for (int i = 0; i < 4; i++) {
      meter.of("orders").count(1);
    }

    assertThat(read(group("deserializer-metrics"), "binding-hit-total")).isEqualTo(3);
    assertThat(read(group("deserializer-metrics"), "binding-hit-rate")).isEqualTo(0.75);
    assertThat(hits.count()).isEqualTo(3);
  }

  @Test
  void failuresAreCountedByCause() {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());

    meter.countFailure("orders", new SerializationException("x"));
    meter.countFailure(
        "orders", new SerializationException("x", new SchemaNotFoundException("x", 40403, null)));
    meter.countSkipped();
    meter.countDeadLetter();

    MetricGroup all = group("deserializer-metrics");
    assertThat(read(all, "failure-total")).isEqualTo(2);
    assertThat(read(all, "failure-invalid-data-total")).isEqualTo(1);
    assertThat(read(all, "failure-schema-not-found-total")).isEqualTo(1);
    assertThat(read(all, "failure-registry-unavailable-total")).isZero();
    assertThat(read(all, "skipped-total")).isEqualTo(1);
    assertThat(read(all, "dead-letter-total")).isEqualTo(1);
  }

  @Test
  void enginesOfTheSameTagsShareTheMeterUntilTheLastIsClosed() {
    Engine first = new Engine();
    Engine second = new Engine();
    SerdeMeter meter = meters.acquire(READING, hits, first);
    assertThat(meters.acquire(READING, hits, second)).isSameAs(meter);
    first.fallbacks = new CodecFallbacks(1, 10);
    second.fallbacks = new CodecFallbacks(2, 20);
    meter.of("orders").count(1);

    meters.release(meter, first);
    meters.release(meter, first);
    assertThat(read(group("deserializer-metrics"), "fallback-value-total")).isEqualTo(30);
    assertThat(read(group("deserializer-metrics"), "fallback-schema-total")).isEqualTo(3);
    assertThat(read(group("deserializer-metrics"), "binding-bytes")).isEqualTo(7);

    meters.release(meter, second);
    assertThat(registry.groups()).isEmpty();
    assertThat(hits.count()).isEqualTo(1);
    assertThat(meters.acquire(READING, hits, new Engine())).isNotSameAs(meter);
  }

  @Test
  void otherTagsOrResolversHaveMetersOfTheirOwn() {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());
    MeterTags keys = new MeterTags(MeterTags.Direction.DESERIALIZER, "c1", true, "avro");

    assertThat(meters.acquire(keys, hits, new Engine())).isNotSameAs(meter);
    assertThat(meters.acquire(READING, new BindingHits(), new Engine())).isNotSameAs(meter);
    assertThat(registry.groups())
        .extracting(MetricGroup::toString)
        .contains("deserializer-metrics{client-id=c1, is-key=false, format=avro, ordinal=2}");
  }

  @Test
  void eachAttemptToReadIsAFailureOfItsOwn() {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());

    for (int poll = 0; poll < 3; poll++) {
      meter.countFailure("orders", new SerializationException("no frame"));
    }

    MetricGroup all = group("deserializer-metrics");
    MetricGroup orders = group("deserializer-topic-metrics{client-id=c1, topic=orders,");
    assertThat(read(all, "failure-total")).isEqualTo(3);
    assertThat(read(orders, "failure-total")).isEqualTo(3);
    assertThat(all.metrics())
        .filteredOn(metric -> metric.name().startsWith("failure-"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            metric -> assertThat(metric.description()).startsWith("Attempts to read that failed"));
    assertThat(orders.metric("failure-total").description())
        .isEqualTo("Attempts to read that failed, of the topic.");
  }

  @Test
  void noThreadLosesACountOfAnother() throws InterruptedException {
    SerdeMeter meter = meters.acquire(READING, hits, new Engine());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) { // consecutive ids, so stripes of their own
      threads.add(
          new Thread(
              () -> {
                for (int record = 0; record < 100_000; record++) {
                  meter.of("orders").count(3);
                }
              }));
    }

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(read(group("deserializer-metrics"), "record-total")).isEqualTo(200_000);
    assertThat(read(group("deserializer-metrics"), "byte-total")).isEqualTo(600_000);
  }

  private MetricGroup group(String prefix) {
    return registry.groups().stream()
        .filter(group -> group.toString().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private static double read(MetricGroup group, String metric) {
    return group.metric(metric).read();
  }

  private static final class Engine implements MeteredEngine {

    private CodecFallbacks fallbacks = CodecFallbacks.NONE;

    @Override
    public long schemaBytes() {
      return 7;
    }

    @Override
    public CodecFallbacks fallbacks() {
      return fallbacks;
    }
  }
}
