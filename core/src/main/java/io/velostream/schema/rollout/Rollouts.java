// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rollouts of one program, which it changes itself. Safe for use by many threads; serializers
 * follow a change with the next record.
 */
public final class Rollouts implements RolloutSource {

  /** Immutable; replaced as a whole. */
  private volatile Map<String, Rollout> bySubject = Map.of();

  private volatile int generation;
  private final ReentrantLock lock = new ReentrantLock();

  /** No rollouts yet. */
  public Rollouts() {}

  /** These rollouts. */
  public Rollouts(Collection<Rollout> rollouts) {
    replaceAll(rollouts);
  }

  /** Adds a rollout, or replaces that of its subject. */
  public void put(Rollout rollout) {
    change(rollouts -> rollouts.put(rollout.subject(), rollout));
  }

  /** Ends a rollout: the schema of the subject is chosen as without rollouts again. */
  public void remove(String subject) {
    change(rollouts -> rollouts.remove(subject));
  }

  /**
   * Replaces all rollouts.
   *
   * @throws IllegalArgumentException if a subject is there twice; nothing is changed then
   */
  public void replaceAll(Collection<Rollout> rollouts) {
    change(
        changed -> {
          changed.clear();
          for (Rollout each : rollouts) {
            if (changed.putIfAbsent(each.subject(), each) != null) {
              throw new IllegalArgumentException("two rollouts of subject " + each.subject());
            }
          }
        });
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void change(Consumer<Map<String, Rollout>> change) {
    lock.lock();
    try {
      Map<String, Rollout> changed = new LinkedHashMap<>(bySubject);
      change.accept(changed);
      if (!changed.equals(bySubject)) {
        bySubject = changed;
        generation++; // last, since serializers read it first
      }
    } finally {
      lock.unlock();
    }
  }

  /** All rollouts. */
  public List<Rollout> all() {
    return List.copyOf(bySubject.values());
  }

  @Override
  public int generation() {
    return generation;
  }

  @Override
  public @Nullable Rollout rollout(String subject) {
    return bySubject.get(subject);
  }
}
