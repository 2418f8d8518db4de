// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What prefetch saves whoever reads: ten groups of ten schemas that are used together, 20 ms a
 * call. Each round uses one schema of a group, and the nine others after a pause.
 */
public final class PrefetchGain {

  private static final int GROUPS = 10;
  private static final int SIZE = 10;
  private static final int LESSONS = 5;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(61);
  private static final Duration CALL = Duration.ofMillis(20);
  private static final List<Integer> PAUSES_MILLIS = List.of(0, 50, 500);

  private PrefetchGain() {}

  private enum Loss {
    /** Everything is invalidated at once. */
    INVALIDATION,
    /** Memory holds half of the schemas. */
    EVICTION,
    /** A new process with the snapshot of the one before, which had evicted half of them. */
    RESTART
  }

  /** Prints a table in Markdown. */
  public static void main(String... arguments) throws IOException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      List<SchemaId> ids = new ArrayList<>();
      for (int n = 0; n < GROUPS * SIZE; n++) {
        String text = "{\"type\":\"record\",\"name\":\"R" + n + "\",\"fields\":[]}";
        ids.add(SchemaId.of(registry.register("s" + n, text)));
      }
      registry.faults().always(Fault.delay(CALL));
      System.out.println("| lost by | calls a second | pause, ms | waited off, ms | on, ms |");
      System.out.println("|---|---|---|---|---|");
      for (Loss loss : Loss.values()) {
        for (int calls : List.of(5, 50)) {
          for (int pause : PAUSES_MILLIS) {
            double off = waited(registry, ids, loss, pause, calls, false);
            double on = waited(registry, ids, loss, pause, calls, true);
            System.out.printf(
                Locale.ROOT, "| %s | %d | %d | %.0f | %.0f |%n", loss, calls, pause, off, on);
          }
        }
      }
    }
  }

  /** Milliseconds that the reader of one group waits for its other nine schemas. */
  private static double waited(
      EmbeddedSchemaRegistry registry,
      List<SchemaId> ids,
      Loss loss,
      int pauseMillis,
      int callsPerSecond,
      boolean isOn)
      throws IOException {
    Path folder = Files.createTempDirectory("prefetch");
    AtomicLong shift = new AtomicLong();
    PrefetchSettings prefetch = new PrefetchSettings(isOn, 3, callsPerSecond, 3, 0.5, 10_000);
    // a schema by its id counts for two of the four keys that each may have
    int kept = loss == Loss.INVALIDATION ? GROUPS * SIZE : GROUPS * SIZE / 8;
    long nanos = 0;
    SchemaResolver resolver = resolver(registry, prefetch, kept, folder, shift);
    Background background = new Background(resolver, shift);
    try {
      for (int lesson = 0; lesson < LESSONS * GROUPS; lesson++) {
        useAll(resolver, group(ids, lesson));
        nextWindow(shift, background);
      }
      if (loss == Loss.INVALIDATION) {
        resolver.clear();
      } else if (loss == Loss.RESTART) {
        background.close();
        resolver.close();
        resolver = resolver(registry, prefetch, kept, folder, shift);
        background = new Background(resolver, shift);
      }
      for (int n = 0; n < GROUPS; n++) {
        List<SchemaId> group = group(ids, n);
        resolver.byId(group.get(0));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        long before = System.nanoTime();
        useAll(resolver, group.subList(1, SIZE));
        nanos += System.nanoTime() - before;
        nextWindow(shift, background);
      }
    } finally {
      background.close();
      resolver.close();
    }
    return nanos / 1e6 / GROUPS;
  }

  /** No call is under way when the clock jumps: it would run into its time-out. */
  private static void nextWindow(AtomicLong shift, Background background) {
    LockSupport.parkNanos(3 * CALL.toNanos());
    shift.addAndGet(WINDOW_NANOS);
    background.awaitRounds();
  }

  private static List<SchemaId> group(List<SchemaId> ids, int n) {
    int first = n % GROUPS * SIZE;
    return ids.subList(first, first + SIZE);
  }

  private static void useAll(SchemaResolver resolver, List<SchemaId> group) {
    for (SchemaId id : group) {
      if (resolver.byId(id).idValue() != id.value()) {
        throw new IllegalStateException("another schema for " + id);
      }
    }
  }

  private static SchemaResolver resolver(
      EmbeddedSchemaRegistry registry,
      PrefetchSettings prefetch,
      int kept,
      Path folder,
      AtomicLong shift) {
    return SchemaResolver.builder()
        .registry(RegistrySettings.of(URI.create(registry.url())))
        .cache(CacheSettings.builder().hotSchemas(10).maxSchemas(kept).build())
        .refresh(RefreshSettings.disabled())
        .confirmInterval(Duration.ZERO)
        .prefetch(prefetch)
        .snapshot(
            SnapshotSettings.of(
                folder.resolve("snapshot").toString(), new SnapshotEncryption.None()))
        .nanoTime(() -> System.nanoTime() + shift.get())
        .build();
  }

  /** The work in the background, as the thread of a resolver does it, on a clock that jumps. */
  private static final class Background implements AutoCloseable {

    private final Thread thread;
    private volatile boolean isClosed;
    private volatile long rounds;
    private volatile @Nullable RuntimeException failure;

    Background(SchemaResolver resolver, AtomicLong shift) {
      thread =
          new Thread(
              () -> {
                while (!isClosed) {
                  round(resolver, shift);
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
              },
              "background");
      thread.start();
    }

    private void round(SchemaResolver resolver, AtomicLong shift) {
      try {
        var unused = resolver.runOnce(System.nanoTime() + shift.get());
      } catch (RuntimeException e) {
        failure = e;
      }
      rounds = rounds + 1;
    }

    void awaitRounds() {
      long wanted = rounds + 5;
      while (rounds < wanted) {
        RuntimeException failed = failure;
        if (failed != null) {
          throw failed;
        }
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      isClosed = true;
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
