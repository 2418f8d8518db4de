// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few used objects to use again. Whoever takes one has it alone until it is given back; when all
 * places are taken, a given object is dropped. Never blocks; bound to no thread, so it serves
 * virtual ones too.
 *
 * @param <T> a mutable thing worth keeping
 */
final class Spares<T> {

  private static final int PLACES = 8;

  private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(PLACES);

  /** One that was given back; null when there is none. */
  @Nullable T take() {
    for (int i = 0; i < PLACES; i++) {
      if (places.getPlain(i) != null) {
        T spare = places.getAndSet(i, null);
        if (spare != null) {
          return spare;
        }
      }
    }
    return null;
  }

  /** Gives one back, or for the first time. The giver must not use it any more. */
  void give(T spare) {
    for (int i = 0; i < PLACES; i++) {
      if (places.getPlain(i) == null && places.compareAndSet(i, null, spare)) {
        return;
      }
    }
  }
}
