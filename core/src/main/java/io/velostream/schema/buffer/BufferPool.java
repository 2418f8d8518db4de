// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.buffer;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of reusable objects, for codecs that need a buffer for each record. An object that
 * was taken belongs to its taker until it is given back. Never blocks, keeps no thread alive, and
 * holds a bounded number of objects for any number of platform or virtual threads. Safe for use by
 * many threads.
 *
 * <p>A thread that takes often owns a slot, which it reads and writes without atomic operations: no
 * other thread touches the content of that slot. Threads without a slot share others, which change
 * hands atomically. A slot is reassigned when its owner dies, or after many misses by other
 * threads.
 *
 * @param <T> a mutable object that is worth keeping
 */
public final class BufferPool<T> {

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
   * @param <T> the type of the pooled objects
   */
  public abstract static class Taker<T> {

    private final BufferPool<T> bufferPool;
    private final @Nullable Object[] owned;

    protected Taker(BufferPool<T> bufferPool) {
      this.bufferPool = bufferPool;
      this.owned = bufferPool.owned;
    }

    /** As {@link BufferPool#take}. */
    protected final Spare<T> take() {
      Spare<T> own = takeOwn(owned);
      return own == null ? bufferPool.takeOther() : own;
    }

    /** As {@link BufferPool#give}. */
    protected final void give(Spare<T> spare) {
      bufferPool.give(spare);
    }
  }

  private final Supplier<T> maker;

  /** Safe to publish by the final fields of what it holds. */
  private final @Nullable Object[] owned = new @Nullable Object[PLACES];

  private final AtomicReferenceArray<@Nullable Spare<T>> shared =
      new AtomicReferenceArray<>(PLACES);

  /** A pool of objects that {@code maker} makes. */
  public BufferPool(Supplier<T> maker) {
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
