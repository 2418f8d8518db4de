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
 * Has classes made for the few record types that carry the load of a JVM.
 *
 * <p>A class is quicker than shared code once the JVM has compiled it, which takes tenths of a
 * second of a compiler thread. Made for each of a hundred types, classes are slower for minutes,
 * and fill the code cache. So there are at most {@value #MOST_CLASSES} at once, for types with a
 * real share of the records lately, and each is on trial beside the shared code first.
 *
 * <p>In each window every type counts its first records ({@link TypeUse#BATCH}). How long that
 * took, or how many there were by the end of the window, gives the rate of a type, and the rates of
 * all its share. A window begins with a report of a type, so that nothing runs while no record
 * comes.
 *
 * <p>Types are held weakly: what a schema costs here goes with its codec.
 */
public final class HotTypes implements ClassPolicy {

  static final int MOST_CLASSES = 32;

  /** More classes at once would wait for one another in the JVM's compiler queue. */
  static final int MOST_TRIALS = 2;

  static final double HOT_SHARE = 1.0 / 32;
  static final double COLD_SHARE = 1.0 / 128;

  /** Windows in a row without its share after which a type is cold. */
  static final int COLD_WINDOWS = 3;

  /** While something changes; doubled up to the longest one otherwise. */
  static final long SHORTEST_WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  static final long LONGEST_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long SECONDS_OF_IDLE_THREAD = 30;

  private static final HotTypes OF_JVM = new HotTypes(System::nanoTime, daemon());

  /** Runs a task after a time, on a thread that reads and writes no records. */
  @FunctionalInterface
  interface Timer {
    void after(long nanos, Runnable task);
  }

  private final Trial.Clock clock;
  private final Timer timer;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as all that follow. */
  private final List<WeakReference<TypeUse<?>>> types = new ArrayList<>();

  private long windowNanos = SHORTEST_WINDOW_NANOS;
  private long windowStart;
  private boolean isOpen;

  HotTypes(Trial.Clock clock, Timer timer) {
    this.clock = clock;
    this.timer = timer;
  }

  /** Those of this JVM. */
  public static HotTypes ofJvm() {
    return OF_JVM;
  }

  /** A thread that ends when it has had nothing to do for a while. */
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
    executor.setKeepAliveTime(SECONDS_OF_IDLE_THREAD, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return (nanos, task) -> {
      var unused = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
    };
  }

  @Override
  public void used(TypeUse<?> use) {
    lock.lock();
    try {
      long now = clock.nanos();
      use.share().fill(now);
      if (use.share().know()) {
        types.add(new WeakReference<>(use));
        windowNanos = SHORTEST_WINDOW_NANOS;
      }
      if (!isOpen) {
        isOpen = true;
        windowStart = now;
        timer.after(windowNanos, this::endWindow);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Decides on all types by their rates in the window, and has them count again. */
  private void endWindow() {
    List<TypeUse<?>> alive;
    long start;
    long now;
    lock.lock();
    try {
      now = clock.nanos();
      start = windowStart;
      alive = alive();
      isOpen = false;
      windowNanos = Math.min(2 * windowNanos, LONGEST_WINDOW_NANOS);
    } finally {
      lock.unlock();
    }
    if (decide(alive, start, now)) {
      shortenWindow();
    }
    alive.forEach(TypeUse::countAgain);
  }

  private void shortenWindow() {
    lock.lock();
    try {
      windowNanos = SHORTEST_WINDOW_NANOS;
    } finally {
      lock.unlock();
    }
  }

  private List<TypeUse<?>> alive() {
    List<TypeUse<?>> alive = new ArrayList<>();
    for (WeakReference<TypeUse<?>> type : types) {
      TypeUse<?> use = type.get();
      if (use != null) {
        alive.add(use);
      }
    }
    if (alive.size() < types.size()) {
      types.removeIf(type -> type.get() == null);
    }
    return alive;
  }

  /** Whether something changed, or is about to. */
  private boolean decide(List<TypeUse<?>> alive, long start, long now) {
    double all = 0;
    for (TypeUse<?> use : alive) {
      all += use.share().endWindow(use.counted(), start, now);
    }
    int classes = 0;
    int trials = 0;
    for (TypeUse<?> use : alive) {
      if (use.made() != null) {
        if (use.share().isColdFor(COLD_WINDOWS, COLD_SHARE * all)) {
          use.giveUp();
        } else {
          classes++;
          trials += use.isOnTrial() ? 1 : 0;
        }
      }
    }
    double hot = HOT_SHARE * all;
    List<TypeUse<?>> candidates =
        alive.stream()
            .filter(use -> use.isOpen() && use.share().rate() >= hot)
            .sorted(Comparator.comparingDouble((TypeUse<?> use) -> -use.share().rate()))
            .toList();
    for (TypeUse<?> use : candidates) {
      if (classes < MOST_CLASSES && trials < MOST_TRIALS) {
        use.tryOut(clock);
        classes++;
        trials++;
      }
    }
    return trials > 0;
  }
}
