// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import io.velostream.schema.evolution.rollout.RolloutTrigger.Interval;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was counted since the last observation, since the last change of the rollout, and in a
 * window of time. Totals that become smaller, because a client was started again, count as nothing
 * new. Belongs to one thread.
 */
final class ObservedCounters {

  private static final Logger LOG = LoggerFactory.getLogger(ObservedCounters.class);

  private static final Interval NOTHING = new Interval(0, 0, 0);

  /** Bounds the number of samples: the window is longer by at most this part of it. */
  private static final int SAMPLES = 128;

  /** What was counted up to a time. */
  private record Sample(long nanos, Interval sinceReset) {}

  private final RolloutSignals signals;
  private final long windowNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Interval before;
  private Interval sinceReset = NOTHING;
  private boolean isUnreadable;

  ObservedCounters(RolloutSignals signals, Duration window) {
    this.signals = signals;
    this.windowNanos = window.toNanos();
  }

  /**
   * Observes once.
   *
   * @return what was counted since the last time; null if the counters cannot be read
   */
  @Nullable Interval observe(long nowNanos) {
    Interval now = totals();
    if (now == null) {
      return null;
    }
    Interval last = before;
    before = now;
    if (last == null) {
      addSample(nowNanos);
      return NOTHING;
    }
    Interval interval = difference(now, last);
    sinceReset =
        new Interval(
            sinceReset.records() + interval.records(),
            sinceReset.failures() + interval.failures(),
            sinceReset.deadLetters() + interval.deadLetters());
    addSample(nowNanos);
    return interval;
  }

  /** Forgets what was counted, which is of the state before a change. */
  void reset(long nowNanos) {
    Interval now = totals();
    before = now == null ? before : now;
    sinceReset = NOTHING;
    samples.clear();
    addSample(nowNanos);
  }

  /** Records that were observed since the last change. */
  long records() {
    return sinceReset.records();
  }

  /** What was counted in the window, or since the last change if that is shorter. */
  Interval inWindow() {
    Sample start = samples.peekFirst();
    return start == null ? NOTHING : difference(sinceReset, start.sinceReset());
  }

  private void addSample(long nowNanos) {
    samples.addLast(new Sample(nowNanos, sinceReset));
    while (samples.size() > 2 && nowNanos - second().nanos() >= windowNanos) {
      samples.removeFirst();
    }
    if (samples.size() > 2 && nowNanos - third().nanos() < windowNanos / SAMPLES) {
      Sample last = samples.removeLast();
      samples.removeLast();
      samples.addLast(last);
    }
  }

  /** The oldest sample but one. */
  private Sample second() {
    var each = samples.iterator();
    each.next();
    return each.next();
  }

  /** The third sample from the end. */
  private Sample third() {
    var each = samples.descendingIterator();
    each.next();
    each.next();
    return each.next();
  }

  private static Interval difference(Interval now, Interval last) {
    return new Interval(
        Math.max(0, now.records() - last.records()),
        Math.max(0, now.failures() - last.failures()),
        Math.max(0, now.deadLetters() - last.deadLetters()));
  }

  private @Nullable Interval totals() {
    try {
      Interval now = signals.totals();
      isUnreadable = false;
      return now;
    } catch (RuntimeException e) {
      if (!isUnreadable) {
        LOG.warn("The counters of a rollout cannot be read; it does not advance until they can", e);
        isUnreadable = true;
      }
      return null;
    }
  }
}
