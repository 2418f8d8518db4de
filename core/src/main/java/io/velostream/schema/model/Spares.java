// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few used objects to use again, for codecs that need a buffer or the like for each record. Safe
 * for use by many threads. Whoever takes one has it alone until it is given back. Never blocks,
 * keeps no thread alive, and holds a bounded number however many threads, virtual or not, come by.
 *
 * <p>A thread that comes often has an object of its own, which it takes without an atomic step: no
 * other thread touches what that place holds, because the place names its owner, and only its owner
 * looks further. Threads without a place share others, which change hands atomically. A place goes
 * to another thread when its owner has gone, or when others had to do without it for long.
 *
 * @param <T> a mutable thing worth keeping
 */
public final class Spares<T> {

  private static final int PLACES = 32;

  /** How often others do without a place before one of them gets it. */
  private static final int PATIENCE = 1_000;

  /** A thing while it is taken. */
  public static final class Spare<T> {

    /** Whose this is for good; null when it goes from thread to thread. */
    private final @Nullable WeakReference<Thread> owner;

    private final T thing;

    /** For the owner alone to look at. */
    private boolean isTaken;

    /** Written by others without care: it need not be exact. */
    private int patience = PATIENCE;

    private Spare(@Nullable WeakReference<Thread> owner, T thing) {
      this.owner = owner;
      this.thing = thing;
    }

    /**
     * Whether a living thread has this for good, so that remembering it is worth while. False for
     * what goes from thread to thread.
     */
    public boolean isOwned() {
      return owner != null && !owner.refersTo(null);
    }

    /**
     * Takes this, as {@link Spares#take} would, if it is the calling thread's own and at hand: some
     * steps less, for whoever remembers it. Any thread may try.
     *
     * @return false when it is another's, nobody's, or taken
     */
    public boolean takeAgain() {
      if (isTaken || !isOf(Thread.currentThread())) {
        return false;
      }
      isTaken = true;
      return true;
    }

    /** The thing itself. */
    public T thing() {
      return thing;
    }

    private boolean isOf(@Nullable Thread thread) {
      return owner != null && owner.refersTo(thread);
    }
  }

  private final Supplier<T> maker;

  /** Safe to publish by the final fields of what it holds. */
  private final @Nullable Object[] owned = new @Nullable Object[PLACES];

  private final AtomicReferenceArray<@Nullable Spare<T>> shared =
      new AtomicReferenceArray<>(PLACES);

  /** Spares of what {@code maker} makes. */
  public Spares(Supplier<T> maker) {
    this.maker = maker;
  }

  /** One that was given back, or a new one. */
  public Spare<T> take() {
    Thread thread = Thread.currentThread();
    int place = place(thread);
    Spare<T> own = owned(place);
    if (own != null && own.isOf(thread) && !own.isTaken) {
      own.isTaken = true;
      return own;
    }
    Spare<T> other = shared.getPlain(place) == null ? null : shared.getAndSet(place, null);
    return other == null ? new Spare<>(null, maker.get()) : other;
  }

  /** Gives one back. The giver must not use it any more. */
  public void give(Spare<T> spare) {
    if (spare.owner != null) {
      spare.isTaken = false;
    } else {
      keep(spare);
    }
  }

  /** Does not give one back: it is not to be used again. */
  public void drop(Spare<T> spare) {
    if (spare.owner != null) {
      owned[place(Thread.currentThread())] = null;
    }
  }

  private void keep(Spare<T> spare) {
    Thread thread = Thread.currentThread();
    int place = place(thread);
    Spare<T> own = owned(place);
    if (own == null || own.isOf(null) || (!own.isOf(thread) && --own.patience < 0)) {
      owned[place] = new Spare<>(new WeakReference<>(thread), spare.thing);
    } else {
      shared.setRelease(place, spare);
    }
  }

  @SuppressWarnings("unchecked") // nothing else is put there
  private @Nullable Spare<T> owned(int place) {
    return (Spare<T>) owned[place];
  }

  private static int place(Thread thread) {
    return (int) thread.getId() & (PLACES - 1);
  }
}
