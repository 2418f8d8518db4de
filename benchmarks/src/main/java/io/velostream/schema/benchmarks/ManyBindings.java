// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Times what an engine adds to a record where one serializer or deserializer is used for 1, 2, 8
 * and 64 topics, schemas or ids in turn, by one thread and by eight. The codec does nothing, so the
 * figures are those of finding the binding. Rounds of all cases alternate.
 */
public final class ManyBindings {

  private static final int[] BINDINGS = {1, 2, 8, 64};
  private static final int[] THREADS = {1, 8};
  private static final int MOST = 64;
  private static final int RECORDS = 2_000_000;

  private ManyBindings() {}

  /** Takes the number of rounds; 9 if none is given. */
  public static void main(String... arguments) throws InterruptedException {
    int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(RegistrySettings.of(URI.create(registry.url())))
                .build()) {
      registry.compatibility("", "NONE");
      SerdeConfig writing = SerdeConfig.forSerializer(Map.of(), false, new ConfigDef());
      SerdeConfig reading = SerdeConfig.forDeserializer(Map.of(), false, new ConfigDef());
      try (SerializerEngine<String> topics =
              SerializerEngine.create(writing, new NoCodec(), resolver);
          SerializerEngine<String> schemas =
              SerializerEngine.create(writing, new NoCodec(), resolver);
          DeserializerEngine<String> ids =
              DeserializerEngine.create(reading, new NoCodec(), resolver)) {
        String[] names = made(String[]::new, index -> "topic-" + index);
        String[] texts = made(String[]::new, NoCodec::schema);
        byte[][] records =
            made(byte[][]::new, index -> record(registry.register("ids-value", texts[index])));
        report(
            rounds,
            List.of(
                new Work("write, topics", index -> topics.serialize(names[index], null, texts[0])),
                new Work("write, schemas", index -> schemas.serialize("one", null, texts[index])),
                new Work("read, ids", index -> ids.deserialize("one", null, records[index]))));
      }
    }
  }

  private static <T> T[] made(IntFunction<T[]> array, IntFunction<T> maker) {
    return IntStream.range(0, MOST).mapToObj(maker).toArray(array);
  }

  private static byte[] record(int id) {
    return ByteBuffer.allocate(5).putInt(1, id).array();
  }

  private static void report(int rounds, List<Work> works) throws InterruptedException {
    List<Case> cases = new ArrayList<>();
    for (Work work : works) {
      for (int threads : THREADS) {
        for (int bindings : BINDINGS) {
          cases.add(new Case(work, threads, bindings, new double[rounds]));
        }
      }
    }
    for (int round = -2; round < rounds; round++) { // two to get warm
      for (Case each : cases) {
        each.run(round);
      }
    }
    System.out.println(
        "| what | threads | bindings | ns of a core, least | median | beyond one binding, least | median |");
    System.out.println("|---|---|---|---|---|---|---|");
    Case one = cases.get(0);
    for (Case each : cases) {
      one = each.bindings == 1 ? each : one;
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %.1f | %.1f | %+.1f | %+.1f |%n",
          each.work.name,
          each.threads,
          each.bindings,
          each.sorted(0),
          each.sorted(rounds / 2),
          each.sorted(0) - one.sorted(0),
          each.sorted(rounds / 2) - one.sorted(rounds / 2));
    }
  }

  /** What is done for a record, by the index of its binding. */
  private record Work(String name, IntFunction<Object> step) {}

  private record Case(Work work, int threads, int bindings, double[] nanos) {

    void run(int round) throws InterruptedException {
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> workers =
          IntStream.range(0, threads)
              .mapToObj(each -> new Thread(() -> loop(start, each)))
              .toList();
      workers.forEach(Thread::start);
      long began = System.nanoTime();
      start.countDown();
      for (Thread worker : workers) {
        worker.join();
      }
      long taken = System.nanoTime() - began;
      if (round >= 0) {
        int cores = Math.min(threads, Runtime.getRuntime().availableProcessors());
        nanos[round] = (double) taken * cores / ((long) RECORDS * threads);
      }
    }

    private void loop(CountDownLatch start, int first) {
      try {
        start.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      int index = first % bindings;
      int sum = 0;
      for (int done = 0; done < RECORDS; done++) {
        sum += work.step.apply(index).hashCode();
        index = index + 1 == bindings ? 0 : index + 1;
      }
      if (sum == 42) {
        System.err.println("the sum is used");
      }
    }

    double sorted(int index) {
      double[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[index];
    }
  }
}
