// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.event.BindingHits;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.serde.meter.MeterTags;
import io.velostream.schema.serde.meter.MeteredEngine;
import io.velostream.schema.serde.meter.SerdeMeter;
import io.velostream.schema.serde.meter.SerdeMeters;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The time that a serializer or deserializer takes to count one record. {@link #nothing} is the
 * time of an empty method, to be subtracted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeterBenchmark {

  private static final int BYTES = 100;

  private SerdeMeter meter;
  private String topic;

  /** Creates the meter. */
  @Setup
  public void setUp() {
    meter =
        new SerdeMeters(new MetricRegistry())
            .acquire(
                new MeterTags(MeterTags.Direction.SERIALIZER, "benchmark", false, "avro"),
                new BindingHits(),
                new NoEngine());
    topic = "orders";
  }

  /** Counts one record. */
  @Benchmark
  public void count() {
    meter.of(topic).count(BYTES);
  }

  /** Does nothing. */
  @Benchmark
  public void nothing() {}

  private static final class NoEngine implements MeteredEngine {
    @Override
    public long schemaBytes() {
      return 0;
    }

    @Override
    public CodecFallbacks fallbacks() {
      return CodecFallbacks.NONE;
    }
  }
}
