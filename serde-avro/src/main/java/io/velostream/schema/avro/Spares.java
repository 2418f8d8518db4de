// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few used objects to use again. Whoever takes one has it alone until it is given back. Never
 * blocks, keeps no thread alive, and holds a bounded number however many threads, virtual or not,
 * come by.
 *
 * <p>A thread that comes often has an object of its own, which it takes without an atomic step: no
 * other thread touches what that place holds, because the place names its owner, and only its owner
 * looks further. Threads without a place share others, which change hands atomically. A place goes
 * to another thread when its owner has gone, or when others had to do without it for long.
 *
 * @param <T> a mutable thing worth keeping
 */
final class Spares<T> {

  private static final int PLACES = 32;

  /** How often others do without a place before one of them gets it. */
  private static final int PATIENCE = 1_000;

  /** What belongs to one thread. Others see its owner alone, and wear its patience out. */
  private static final class Own<T> {
    private final WeakReference<Thread> owner;
    private final T thing;
    private boolean isTaken;

    /** Written by many without care: it need not be exact. */
    private int patience = PATIENCE;

    Own(Thread owner, T thing) {
      this.owner = new WeakReference<>(owner);
      this.thing = thing;
    }
  }

  /** Safe to publish by the final fields of what it holds. */
  private final @Nullable Object[] owned = new @Nullable Object[PLACES];

  private final AtomicReferenceArray<@Nullable T> shared = new AtomicReferenceArray<>(PLACES);

  /** One that was given back; null when there is none. */
  @Nullable T take() {
    Thread thread = Thread.currentThread();
    int place = place(thread);
    Own<T> own = owned(place);
    if (own != null && own.owner.refersTo(thread) && !own.isTaken) {
      own.isTaken = true;
      return own.thing;
    }
    return shared.getPlain(place) == null ? null : shared.getAndSet(place, null);
  }

  /** Gives one back, or for the first time. The giver must not use it any more. */
  @SuppressWarnings("ReferenceEquality") // the very thing that was taken
  void give(T spare) {
    Thread thread = Thread.currentThread();
    int place = place(thread);
    Own<T> own = owned(place);
    if (own != null && own.owner.refersTo(thread)) {
      if (own.thing == spare) {
        own.isTaken = false;
      } else {
        shared.setRelease(place, spare);
      }
    } else if (own == null || own.owner.refersTo(null) || --own.patience < 0) {
      owned[place] = new Own<>(thread, spare);
    } else {
      shared.setRelease(place, spare);
    }
  }

  @SuppressWarnings("unchecked") // nothing else is put there
  private @Nullable Own<T> owned(int place) {
    return (Own<T>) owned[place];
  }

  private static int place(Thread thread) {
    return (int) thread.getId() & (PLACES - 1);
  }
}
