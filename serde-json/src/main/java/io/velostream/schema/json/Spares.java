// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few used objects to use again. Whoever takes one has it alone until it is given back. Never
 * blocks; bound to no thread, so it serves virtual ones too.
 *
 * <p>A thread looks in one place, which few others look in; places lie far enough apart not to
 * share a line of the processor's cache. Where the place is empty, the taker makes a new object;
 * where it is taken, a given one is dropped. Two threads that give to one place at once may drop
 * one too.
 *
 * @param <T> a mutable thing worth keeping
 */
final class Spares<T> {

  private static final int PLACES = 16;

  /** How many references a line of the cache holds. */
  private static final int STRIDE = 16;

  private final AtomicReferenceArray<@Nullable T> places =
      new AtomicReferenceArray<>(PLACES * STRIDE);

  /** One that was given back; null when there is none. */
  @Nullable T take() {
    int place = place();
    return places.getPlain(place) == null ? null : places.getAndSet(place, null);
  }

  /** Gives one back, or for the first time. The giver must not use it any more. */
  void give(T spare) {
    int place = place();
    if (places.getPlain(place) == null) {
      places.setRelease(place, spare);
    }
  }

  private static int place() {
    return ((int) Thread.currentThread().getId() & (PLACES - 1)) * STRIDE;
  }
}
