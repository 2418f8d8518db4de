// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.buffer;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of reusable objects, for codecs that need a buffer for each record. A taken object
 * is exclusive to its user until it is released. Never blocks, retains no threads, and holds a
 * bounded number of objects for any number of platform or virtual threads. Safe for use by many
 * threads.
 *
 * <p>A thread that takes often owns a slot, which it accesses without atomic operations. Threads
 * without a slot share other slots with atomic operations. A slot is reassigned when its owner
 * dies, or after many misses by other threads.
 *
 * @param <T> the type of the pooled objects
 */
public final class BufferPool<T> {

  private static final int SLOTS = 32;

  /** The number of misses by other threads before a slot is reassigned. */
  private static final int MISSES_BEFORE_REASSIGNMENT = 1_000;

  /** The index of the flag of the owner that the object is taken; padded to its own cache line. */
  private static final int TAKEN = 16;

  /** The index of the remaining misses; racy writes of other threads make it inexact. */
  private static final int REMAINING_MISSES = 32;

  private static final int STATE_INTS = 48;

  /** A pooled object while it is taken. */
  public static final class Pooled<T> {

    /** The owner of the slot; null for a shared object. */
    private final @Nullable WeakReference<Thread> owner;

    private final T value;

    /**
     * The mutable state, padded to avoid false sharing with the owner, which other threads read.
     */
    private final int[] state = new int[STATE_INTS];

    private Pooled(@Nullable WeakReference<Thread> owner, T value) {
      this.owner = owner;
      this.value = value;
      state[REMAINING_MISSES] = MISSES_BEFORE_REASSIGNMENT;
    }

    /** Takes this, unless it is taken; for the owner only. */
    private boolean tryTake() {
      boolean isFree = state[TAKEN] == 0;
      state[TAKEN] = 1;
      return isFree;
    }

    /** The object. */
    public T value() {
      return value;
    }

    private boolean isOf(@Nullable Thread thread) {
      return owner != null && owner.refersTo(thread);
    }
  }

  /**
   * A base class for users that take an object for each record. It holds the array of owned slots,
   * which saves a dependent load for each access.
   *
   * @param <T> the type of the pooled objects
   */
  public abstract static class PoolUser<T> {

    private final BufferPool<T> bufferPool;
    private final @Nullable Object[] owned;

    protected PoolUser(BufferPool<T> bufferPool) {
      this.bufferPool = bufferPool;
      this.owned = bufferPool.owned;
    }

    /** As {@link BufferPool#take}. */
    protected final Pooled<T> take() {
      Pooled<T> ownBuffer = takeOwn(owned);
      return ownBuffer == null ? bufferPool.takeOther() : ownBuffer;
    }

    /** As {@link BufferPool#release}. */
    protected final void release(Pooled<T> spare) {
      bufferPool.release(spare);
    }
  }

  private final Supplier<T> factory;

  /** Racy; elements are published safely by their final fields. */
  private final @Nullable Object[] owned = new @Nullable Object[SLOTS];

  private final AtomicReferenceArray<@Nullable Pooled<T>> shared =
      new AtomicReferenceArray<>(SLOTS);

  /** Creates a pool of objects of {@code factory}. */
  public BufferPool(Supplier<T> factory) {
    this.factory = factory;
  }

  /** Takes a released object, or a new one. */
  public Pooled<T> take() {
    Pooled<T> ownBuffer = takeOwn(owned);
    return ownBuffer == null ? takeOther() : ownBuffer;
  }

  /** Takes the object of the current thread's slot; null if there is none, or it is taken. */
  private static <T> @Nullable Pooled<T> takeOwn(@Nullable Object[] owned) {
    Thread thread = Thread.currentThread();
    Pooled<T> ownBuffer = at(owned, slot(thread));
    return ownBuffer != null && ownBuffer.isOf(thread) && ownBuffer.tryTake() ? ownBuffer : null;
  }

  private Pooled<T> takeOther() {
    int slot = slot(Thread.currentThread());
    Pooled<T> other = shared.getPlain(slot) == null ? null : shared.getAndSet(slot, null);
    return other == null ? new Pooled<>(null, factory.get()) : other;
  }

  /** Releases an object. The caller must not use it afterwards. */
  public void release(Pooled<T> pooled) {
    if (pooled.owner != null) {
      pooled.state[TAKEN] = 0;
    } else {
      putBack(pooled);
    }
  }

  /** Discards an object, which is not reused. */
  public void discard(Pooled<T> pooled) {
    if (pooled.owner != null) {
      owned[slot(Thread.currentThread())] = null;
    }
  }

  private void putBack(Pooled<T> pooled) {
    Thread thread = Thread.currentThread();
    int slot = slot(thread);
    Pooled<T> ownBuffer = at(owned, slot);
    if (ownBuffer == null
        || ownBuffer.isOf(null)
        || (!ownBuffer.isOf(thread) && --ownBuffer.state[REMAINING_MISSES] < 0)) {
      owned[slot] = new Pooled<>(new WeakReference<>(thread), pooled.value);
    } else {
      shared.setRelease(slot, pooled);
    }
  }

  @SuppressWarnings("unchecked") // only pooled objects are stored
  private static <T> @Nullable Pooled<T> at(@Nullable Object[] owned, int slot) {
    return (Pooled<T>) owned[slot];
  }

  private static int slot(Thread thread) {
    return (int) thread.getId() & (SLOTS - 1);
  }
}
