// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Selects the hot record types of a JVM, for which classes are generated.
 *
 * <p>A generated class is faster than the shared code after JIT compilation, which takes tenths of
 * a second of a compiler thread. Generated for each of a hundred types, classes would be slower for
 * minutes and would fill the code cache. So there are at most {@value #MAX_CLASSES} at a time, for
 * types with a significant share of the recent records. Each class is first measured against the
 * shared code ({@link GeneratedCodeTrial}).
 *
 * <p>In each time window every type counts its first records ({@link TypeUsage#BATCH}). The rate of
 * a type is that count divided by the time until the batch was complete or the window ended. The
 * share of a type is its rate divided by the sum of all rates. A window starts when a type reports
 * a batch, so no timer runs while there are no records.
 *
 * <p>Types are weakly referenced, so they can be collected together with their codec.
 */
public final class HotTypes implements CodeGenerationPolicy {

  static final int MAX_CLASSES = 32;

  /** More trials at a time would queue for the JIT compiler. */
  static final int MAX_TRIALS = 2;

  static final double HOT_SHARE = 1.0 / 32;
  static final double COLD_SHARE = 1.0 / 128;

  /** Number of consecutive windows below the cold share after which a type is cold. */
  static final int COLD_WINDOWS = 3;

  /** Window length while types change; doubled up to the maximum otherwise. */
  static final long MIN_WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  static final long MAX_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long THREAD_KEEP_ALIVE_SECONDS = 30;

  private static final HotTypes JVM_WIDE = new HotTypes(System::nanoTime, daemon());

  /** Runs a task after a delay, on a background thread. */
  @FunctionalInterface
  interface Timer {
    void schedule(long nanos, Runnable task);
  }

  private final GeneratedCodeTrial.Clock clock;
  private final Timer timer;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as all that follow. */
  private final List<WeakReference<TypeUsage<?>>> types = new ArrayList<>();

  private long windowNanos = MIN_WINDOW_NANOS;
  private long windowStart;
  private boolean isWindowOpen;

  HotTypes(GeneratedCodeTrial.Clock clock, Timer timer) {
    this.clock = clock;
    this.timer = timer;
  }

  /** The instance of this JVM. */
  public static HotTypes jvmWide() {
    return JVM_WIDE;
  }

  /** A timer with a daemon thread, which terminates when it is idle. */
  private static Timer daemon() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "velostream-classes");
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              return thread;
            });
    executor.setKeepAliveTime(THREAD_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return (nanos, task) -> {
      var unused = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
    };
  }

  @Override
  public void onBatchCounted(TypeUsage<?> usage) {
    lock.lock();
    try {
      long now = clock.nanos();
      usage.rate().batchCompleted(now);
      if (usage.rate().markKnown()) {
        types.add(new WeakReference<>(usage));
        windowNanos = MIN_WINDOW_NANOS;
      }
      if (!isWindowOpen) {
        isWindowOpen = true;
        windowStart = now;
        timer.schedule(windowNanos, this::endWindow);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the window: updates the classes of all types by their rates, and restarts counting. */
  private void endWindow() {
    List<TypeUsage<?>> liveTypes;
    long start;
    long now;
    lock.lock();
    try {
      now = clock.nanos();
      start = windowStart;
      liveTypes = liveTypes();
      isWindowOpen = false;
      windowNanos = Math.min(2 * windowNanos, MAX_WINDOW_NANOS);
    } finally {
      lock.unlock();
    }
    if (adjustClasses(liveTypes, start, now)) {
      shortenWindow();
    }
    liveTypes.forEach(TypeUsage::restartCounting);
  }

  private void shortenWindow() {
    lock.lock();
    try {
      windowNanos = MIN_WINDOW_NANOS;
    } finally {
      lock.unlock();
    }
  }

  private List<TypeUsage<?>> liveTypes() {
    List<TypeUsage<?>> liveTypes = new ArrayList<>();
    for (WeakReference<TypeUsage<?>> type : types) {
      TypeUsage<?> usage = type.get();
      if (usage != null) {
        liveTypes.add(usage);
      }
    }
    if (liveTypes.size() < types.size()) {
      types.removeIf(type -> type.get() == null);
    }
    return liveTypes;
  }

  /**
   * Starts trials for hot types and discards classes of cold types. Returns whether a trial is
   * running.
   */
  private boolean adjustClasses(List<TypeUsage<?>> liveTypes, long start, long now) {
    double all = 0;
    for (TypeUsage<?> usage : liveTypes) {
      all += usage.rate().endWindow(usage.countedInBatch(), start, now);
    }
    int classes = 0;
    int trials = 0;
    for (TypeUsage<?> usage : liveTypes) {
      if (usage.generatedCode() != null) {
        if (usage.rate().isColdFor(COLD_WINDOWS, COLD_SHARE * all)) {
          usage.discardClass();
        } else {
          classes++;
          trials += usage.isOnTrial() ? 1 : 0;
        }
      }
    }
    double hot = HOT_SHARE * all;
    List<TypeUsage<?>> candidates =
        liveTypes.stream()
            .filter(usage -> usage.canGenerate() && usage.rate().rate() >= hot)
            .sorted(Comparator.comparingDouble((TypeUsage<?> usage) -> -usage.rate().rate()))
            .toList();
    for (TypeUsage<?> usage : candidates) {
      if (classes < MAX_CLASSES && trials < MAX_TRIALS) {
        usage.startTrial(clock);
        classes++;
        trials++;
      }
    }
    return trials > 0;
  }
}
