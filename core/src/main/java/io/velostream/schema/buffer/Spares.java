// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.buffer;

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
  private static final int LONG_PATIENCE = 1_000;

  /** Where a mark says that the thing is taken, for the owner alone; it has a line for itself. */
  private static final int TAKEN = 16;

  /** Where the patience that is left stands; written by others without care, it is not exact. */
  private static final int PATIENCE = 32;

  private static final int MARKS = 48;

  /** A thing while it is taken. */
  public static final class Spare<T> {

    /** Whose this is for good; null when it goes from thread to thread. */
    private final @Nullable WeakReference<Thread> owner;

    private final T thing;

    /**
     * What changes, far enough from all else: other threads look whose this is, and would wait for
     * the line of the processor's cache that the owner writes to.
     */
    private final int[] marks = new int[MARKS];

    private Spare(@Nullable WeakReference<Thread> owner, T thing) {
      this.owner = owner;
      this.thing = thing;
      marks[PATIENCE] = LONG_PATIENCE;
    }

    /** For the owner alone: takes this, unless it is taken. */
    private boolean mark() {
      boolean isFree = marks[TAKEN] == 0;
      marks[TAKEN] = 1;
      return isFree;
    }

    /** The thing itself. */
    public T thing() {
      return thing;
    }

    private boolean isOf(@Nullable Thread thread) {
      return owner != null && owner.refersTo(thread);
    }
  }

  /**
   * Who takes a spare for each record. It is one step nearer to a thread's own than by way of the
   * spares, and each step is a load that the next one waits for.
   *
   * @param <T> what the spares are of
   */
  public abstract static class Taker<T> {

    private final Spares<T> spares;
    private final @Nullable Object[] owned;

    protected Taker(Spares<T> spares) {
      this.spares = spares;
      this.owned = spares.owned;
    }

    /** As {@link Spares#take}. */
    protected final Spare<T> take() {
      Spare<T> own = takeOwn(owned);
      return own == null ? spares.takeOther() : own;
    }

    /** As {@link Spares#give}. */
    protected final void give(Spare<T> spare) {
      spares.give(spare);
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
    Spare<T> own = takeOwn(owned);
    return own == null ? takeOther() : own;
  }

  /** The calling thread's own, if it has one at hand. */
  private static <T> @Nullable Spare<T> takeOwn(@Nullable Object[] owned) {
    Thread thread = Thread.currentThread();
    Spare<T> own = at(owned, place(thread));
    return own != null && own.isOf(thread) && own.mark() ? own : null;
  }

  private Spare<T> takeOther() {
    int place = place(Thread.currentThread());
    Spare<T> other = shared.getPlain(place) == null ? null : shared.getAndSet(place, null);
    return other == null ? new Spare<>(null, maker.get()) : other;
  }

  /** Gives one back. The giver must not use it any more. */
  public void give(Spare<T> spare) {
    if (spare.owner != null) {
      spare.marks[TAKEN] = 0;
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
    Spare<T> own = at(owned, place);
    if (own == null || own.isOf(null) || (!own.isOf(thread) && --own.marks[PATIENCE] < 0)) {
      owned[place] = new Spare<>(new WeakReference<>(thread), spare.thing);
    } else {
      shared.setRelease(place, spare);
    }
  }

  @SuppressWarnings("unchecked") // nothing else is put there
  private static <T> @Nullable Spare<T> at(@Nullable Object[] owned, int place) {
    return (Spare<T>) owned[place];
  }

  private static int place(Thread thread) {
    return (int) thread.getId() & (PLACES - 1);
  }
}
