// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * "A random fault changes every second, while 8 threads look up 200 schemas: every call ends within
 * its limit, every answer is right, no thread or connection leaks."
 */
@Tag("chaos")
class ChaosTest {

  private static final int SCHEMAS = 200;
  private static final int THREADS = 8;
  private static final Duration LIMIT = Duration.ofSeconds(3);

  /** What a busy machine may add to the limit before a call counts as late. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final List<Fault> FAULTS =
      List.of(
          Fault.status(500),
          Fault.status(503),
          Fault.html(502),
          Fault.html(200),
          Fault.retryAfter(429, Duration.ofSeconds(1)),
          Fault.retryAfter(503, Duration.ofSeconds(60)),
          Fault.delay(Duration.ofMillis(200)),
          Fault.delay(Duration.ofSeconds(5)),
          Fault.drip(Duration.ofMillis(50), 8),
          Fault.drop(Fault.Moment.BEFORE_HANDLING),
          Fault.drop(Fault.Moment.BEFORE_HEADERS),
          Fault.drop(Fault.Moment.MID_BODY),
          Fault.truncate(),
          Fault.wrongLength(10),
          Fault.wrongLength(-10));

  private final Random random = new Random(Long.getLong("chaos.seed", 42));
  private final Map<Integer, String> texts = new ConcurrentHashMap<>();
  private final AtomicLong lookups = new AtomicLong();
  private final AtomicLong unavailable = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void answersRightAndInTimeWhateverFails() throws Exception {
    long seconds = Long.getLong("chaos.seconds", 300);
    warmUp();
    long socketsBefore = sockets();
    List<EmbeddedSchemaRegistry> registries =
        List.of(EmbeddedSchemaRegistry.start(), EmbeddedSchemaRegistry.start());
    registries.forEach(this::fill);
    int faults = 0;
    try (SchemaResolver resolver = resolver(registries)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random own = new Random(random.nextLong());
        Thread thread = new Thread(() -> lookUp(resolver, own), "chaos-" + i);
        threads.add(thread);
        thread.start();
      }
      for (; faults < seconds; faults++) {
        strike(registries);
        pause(Duration.ofSeconds(1));
      }
      end.countDown();
      for (Thread thread : threads) {
        thread.join(LIMIT.plus(GRACE).toMillis() * 2);
        late.addAndGet(thread.isAlive() ? 1 : 0);
      }
      registries.forEach(this::heal);
    }
    registries.forEach(EmbeddedSchemaRegistry::close);
    long leaks = leaks(() -> ourThreads() == 0 && sockets() <= socketsBefore, socketsBefore);
    String summary =
        "chaos lookups=%d unavailable=%d faults=%d wrong=%d late=%d leaks=%d"
            .formatted(lookups.get(), unavailable.get(), faults, wrong.get(), late.get(), leaks);
    System.out.println((wrong.get() + late.get() + leaks == 0 ? "OK " : "FAILED ") + summary);
    assertThat(wrong).as("wrong answers: %s", summary).hasValue(0);
    assertThat(late).as("late calls: %s", summary).hasValue(0);
    assertThat(leaks).as("leaks: %s", summary).isZero();
    assertThat(lookups.get() - unavailable.get()).as(summary).isGreaterThan(SCHEMAS);
  }

  /** The JDK keeps a socket for itself from its first use on. */
  private void warmUp() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver = resolver(List.of(registry))) {
      fill(registry);
      resolver.byId(SchemaId.of(1));
    }
  }

  private void fill(EmbeddedSchemaRegistry registry) {
    for (int i = 0; i < SCHEMAS; i++) {
      String text = "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[]}";
      texts.put(registry.register("subject-" + i, text), text);
    }
  }

  /** Small enough a cache that most lookups ask the registry. */
  private static SchemaResolver resolver(List<EmbeddedSchemaRegistry> registries) {
    return SchemaResolver.builder()
        .registry(
            RegistrySettings.builder()
                .urls(registries.stream().map(one -> URI.create(one.url())).toList())
                .connectTimeout(Duration.ofMillis(500))
                .requestTimeout(Duration.ofSeconds(1))
                .lookupTimeout(LIMIT)
                .breaker(new BreakerSettings(5, Duration.ofMillis(500), Duration.ofSeconds(2)))
                .build())
        .cache(CacheSettings.DEFAULT.withMaxSchemas(10))
        .build();
  }

  private void lookUp(SchemaResolver resolver, Random own) {
    List<Integer> ids = List.copyOf(texts.keySet());
    while (end.getCount() > 0) {
      int id = ids.get(own.nextInt(ids.size()));
      long start = System.nanoTime();
      try {
        RegisteredSchema schema = resolver.byId(SchemaId.of(id));
        if (!schema.definition().text().equals(texts.get(id))) {
          wrong.incrementAndGet();
        }
      } catch (RegistryUnavailableException e) {
        unavailable.incrementAndGet();
      } catch (RuntimeException e) {
        System.out.println("not to be expected: " + e);
        wrong.incrementAndGet();
      }
      lookups.incrementAndGet();
      if (System.nanoTime() - start > LIMIT.plus(GRACE).toNanos()) {
        late.incrementAndGet();
      }
      pause(Duration.ofMillis(1));
    }
  }

  /** Another fault, or none, or an outage, at one registry or at both. */
  private void strike(List<EmbeddedSchemaRegistry> registries) {
    for (EmbeddedSchemaRegistry registry : registries) {
      heal(registry);
      int drawn = random.nextInt(FAULTS.size() + 3);
      if (drawn < FAULTS.size()) {
        registry.faults().always(FAULTS.get(drawn));
      } else if (drawn == FAULTS.size()) {
        registry.stop();
      }
    }
  }

  private void heal(EmbeddedSchemaRegistry registry) {
    registry.faults().clear();
    registry.restart();
    registry.clearRequests();
  }

  private void pause(Duration time) {
    try {
      if (end.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Threads and sockets that are still there when all had the time to go. */
  private static long leaks(BooleanSupplier areGone, long socketsBefore) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 200 && !areGone.getAsBoolean(); i++) {
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
    return ourThreads() + Math.max(0, sockets() - socketsBefore);
  }

  private static long ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("velostream-"))
        .count();
  }

  /** Open sockets of this process, where the system tells. */
  private static long sockets() {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.filter(ChaosTest::isSocket).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }
}
