// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tier L1 of one registry context: the schemas used most, by the number of their id.
 *
 * <p>A reader loads one immutable snapshot and probes it: open addressing, linear probing, at most
 * half full; no lock, boxing or allocation. A writer copies the snapshot (copy-on-write), and
 * retries if another writer was faster.
 *
 * <p>Eviction is by frequency, not by recency: an entry is evicted only if another one is used
 * clearly more. So if more ids are used in rotation than fit, most lookups still hit; with LRU none
 * would. Counting each hit would make all readers write to one cache line. So one hit in {@value
 * #SAMPLE} is sampled at random, and counts as {@value #SAMPLE}. Counts are halved in each epoch,
 * which ends after a number of counted uses. This is the aging of TinyLFU (Einziger, Friedman,
 * Manes: TinyLFU, a highly efficient cache admission policy, ACM Transactions on Storage 2017).
 */
public final class HotTable {

  static final int SAMPLE = 16;

  /** The number of counted uses of one epoch, for each entry of capacity. */
  private static final int USES_PER_ENTRY = 256;

  /** If the table is not full, an entry is admitted at this use. */
  private static final int ADMISSION_USES = 2;

  /** If the table is full, admission is considered every this many uses. */
  private static final int ADMISSION_INTERVAL = 8;

  /** Two cache lines, because processors prefetch them in pairs. */
  private static final int INTS_PER_LINES = 32;

  private static final int USES = INTS_PER_LINES;
  private static final int EPOCH = INTS_PER_LINES + 1;

  private final int maxEntries;
  private final AtomicReference<Snapshot> snapshot;

  /** The uses and the epoch, padded to avoid false sharing with fields that are read often. */
  private final AtomicIntegerArray usesAndEpoch = new AtomicIntegerArray(2 * INTS_PER_LINES);

  public HotTable(int maxEntries) {
    this.maxEntries = maxEntries;
    this.snapshot = new AtomicReference<>(new Snapshot(maxEntries));
  }

  /** Returns the entry with this id, and samples the use; null if it is not in the table. */
  @Nullable
  public Immutable get(int id) {
    Immutable immutable = current().find(id);
    if (immutable != null && (ThreadLocalRandom.current().nextInt() & (SAMPLE - 1)) == 0) {
      var unused = count(immutable, SAMPLE);
    }
    return immutable;
  }

  /**
   * Records a use of an entry that is not in the table, and admits it if it is used enough.
   *
   * @return the evicted entry; null if none was evicted
   */
  @Nullable
  public Immutable recordUse(int id, Immutable immutable) {
    int uses = count(immutable, 1);
    boolean hasRoom = current().size < maxEntries;
    boolean isCandidate = hasRoom ? uses >= ADMISSION_USES : uses % ADMISSION_INTERVAL == 0;
    return isCandidate ? admit(id, immutable) : null;
  }

  /**
   * Admits an entry if the table is not full or another entry is used clearly less. Returns the
   * evicted entry.
   */
  private @Nullable Immutable admit(int id, Immutable immutable) {
    int now = usesAndEpoch.getPlain(EPOCH);
    int uses = immutable.usage().count(now);
    while (true) {
      Snapshot seen = current();
      int victim = seen.victim(maxEntries, uses, now);
      Snapshot next = seen.with(id, immutable, victim);
      if (snapshot.compareAndSet(seen, next)) {
        return victim >= 0 && seen.find(id) == null ? seen.entries[victim] : null;
      }
    }
  }

  /** Removes an entry. */
  public void remove(int id) {
    snapshot.updateAndGet(current -> current.find(id) == null ? current : current.without(id));
  }

  /** Removes all entries. */
  void clear() {
    snapshot.set(new Snapshot(maxEntries));
  }

  public int size() {
    return current().size;
  }

  private int count(Immutable immutable, int uses) {
    int sum = usesAndEpoch.getPlain(USES) + uses;
    if (sum > maxEntries * USES_PER_ENTRY) {
      sum = 0;
      usesAndEpoch.incrementAndGet(EPOCH);
    }
    usesAndEpoch.setOpaque(USES, sum);
    return immutable.usage().add(uses, usesAndEpoch.getPlain(EPOCH));
  }

  private Snapshot current() {
    return Objects.requireNonNull(snapshot.get());
  }

  /** Immutable after publication. */
  private static final class Snapshot {

    private static final int NONE = -1;
    private static final int NOT_ADMITTED = -2;

    private final int[] ids;
    private final @Nullable Immutable[] entries;
    private int size;

    Snapshot(int maxEntries) {
      this.ids = new int[Integer.highestOneBit(Math.max(1, maxEntries)) * 4];
      this.entries = new @Nullable Immutable[ids.length];
    }

    private Snapshot(Snapshot other, int omittedSlot) {
      this.ids = new int[other.ids.length];
      this.entries = new @Nullable Immutable[ids.length];
      for (int slot = 0; slot < ids.length; slot++) {
        Immutable immutable = other.entries[slot];
        if (immutable != null && slot != omittedSlot) {
          put(other.ids[slot], immutable);
        }
      }
    }

    @Nullable Immutable find(int id) {
      return entries[slot(id)];
    }

    /**
     * Returns a copy with the entry in place of the victim; this snapshot if the entry is not
     * admitted.
     */
    Snapshot with(int id, Immutable immutable, int victim) {
      int homeSlot = slot(id);
      if (immutable.equals(entries[homeSlot])
          || (entries[homeSlot] == null && victim == NOT_ADMITTED)) {
        return this;
      }
      Snapshot next = new Snapshot(this, entries[homeSlot] == null ? victim : NONE);
      next.put(id, immutable);
      return next;
    }

    Snapshot without(int id) {
      return new Snapshot(this, slot(id));
    }

    /** Returns the slot of the least used entry, if it is used less by more than one sample. */
    int victim(int maxEntries, int uses, int epoch) {
      if (size < maxEntries) {
        return NONE;
      }
      int least = NOT_ADMITTED;
      int leastUses = uses - SAMPLE;
      for (int slot = 0; slot < ids.length; slot++) {
        Immutable immutable = entries[slot];
        if (immutable != null && immutable.usage().count(epoch) < leastUses) {
          least = slot;
          leastUses = immutable.usage().count(epoch);
        }
      }
      return least;
    }

    private void put(int id, Immutable immutable) {
      int slot = slot(id);
      size += entries[slot] == null ? 1 : 0;
      ids[slot] = id;
      entries[slot] = immutable;
    }

    /** Returns the slot of the id, or the empty slot for it (Fibonacci hashing). */
    private int slot(int id) {
      int mask = ids.length - 1;
      int slot = ((id * 0x9E3779B9) >>> 16) & mask;
      while (entries[slot] != null && ids[slot] != id) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
