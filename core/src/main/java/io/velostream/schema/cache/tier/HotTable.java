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
 * half full; no lock, boxing or allocation. A writer copies the snapshot, and tries again when
 * another writer was quicker.
 *
 * <p>Who stays is decided by frequency, not by recency: an entry leaves only when another one is
 * used clearly more. So where more ids are polled in turn than fit, most of them still hit; the
 * least recently used one would always be the next to be asked for. Counting each hit would make
 * all readers write to one cache line, so one hit in {@value #SAMPLE} is counted, picked at random,
 * and counts as {@value #SAMPLE}. Counts are halved in each epoch, an epoch ends with a number of
 * counted uses, and what was used once is forgotten: the ageing of TinyLFU (Einziger, Friedman,
 * Manes: TinyLFU, a highly efficient cache admission policy, ACM Transactions on Storage 2017).
 */
public final class HotTable {

  static final int SAMPLE = 16;

  /** Uses counted in one epoch, for each entry that fits. */
  private static final int USES_PER_ENTRY = 256;

  /** With room left, an entry comes in when it is used for this time. */
  private static final int FIRST_OFFER = 2;

  /** With none left, each this many uses it is compared with those inside. */
  private static final int OFFER_EACH = 8;

  /** Two cache lines, as processors fetch them in pairs. */
  private static final int INTS_PER_LINES = 32;

  private static final int USES = INTS_PER_LINES;
  private static final int EPOCH = INTS_PER_LINES + 1;

  private final int maxEntries;
  private final AtomicReference<Snapshot> snapshot;

  /** The uses and the epoch, in cache lines of their own: readers must not wait for counting. */
  private final AtomicIntegerArray ageing = new AtomicIntegerArray(2 * INTS_PER_LINES);

  public HotTable(int maxEntries) {
    this.maxEntries = maxEntries;
    this.snapshot = new AtomicReference<>(new Snapshot(maxEntries));
  }

  /** The entry with this id, whose use may be counted; null when it is not hot. */
  @Nullable
  public Immutable get(int id) {
    Immutable immutable = current().find(id);
    if (immutable != null && (ThreadLocalRandom.current().nextInt() & (SAMPLE - 1)) == 0) {
      var unused = count(immutable, SAMPLE);
    }
    return immutable;
  }

  /**
   * Counts a use of an entry that is not hot, and lets it in if it is used enough.
   *
   * @return the entry that had to leave for it; null when none had to
   */
  @Nullable
  public Immutable used(int id, Immutable immutable) {
    int uses = count(immutable, 1);
    boolean hasRoom = current().size < maxEntries;
    boolean isCandidate = hasRoom ? uses >= FIRST_OFFER : uses % OFFER_EACH == 0;
    return isCandidate ? offer(id, immutable) : null;
  }

  /** Lets an entry in, if there is room or one inside is used clearly less; gives the latter. */
  private @Nullable Immutable offer(int id, Immutable immutable) {
    int now = ageing.getPlain(EPOCH);
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

  /** Takes the entry out, if it is in. */
  public void remove(int id) {
    snapshot.updateAndGet(current -> current.find(id) == null ? current : current.without(id));
  }

  /** Takes all entries out. */
  void clear() {
    snapshot.set(new Snapshot(maxEntries));
  }

  public int size() {
    return current().size;
  }

  private int count(Immutable immutable, int uses) {
    int sum = ageing.getPlain(USES) + uses;
    if (sum > maxEntries * USES_PER_ENTRY) {
      sum = 0;
      ageing.incrementAndGet(EPOCH);
    }
    ageing.setOpaque(USES, sum);
    return immutable.usage().add(uses, ageing.getPlain(EPOCH));
  }

  private Snapshot current() {
    return Objects.requireNonNull(snapshot.get());
  }

  /** Never changed once published. */
  private static final class Snapshot {

    private static final int NONE = -1;
    private static final int REFUSED = -2;

    private final int[] ids;
    private final @Nullable Immutable[] entries;
    private int size;

    Snapshot(int maxEntries) {
      this.ids = new int[Integer.highestOneBit(Math.max(1, maxEntries)) * 4];
      this.entries = new @Nullable Immutable[ids.length];
    }

    private Snapshot(Snapshot other, int leftOut) {
      this.ids = new int[other.ids.length];
      this.entries = new @Nullable Immutable[ids.length];
      for (int slot = 0; slot < ids.length; slot++) {
        Immutable immutable = other.entries[slot];
        if (immutable != null && slot != leftOut) {
          put(other.ids[slot], immutable);
        }
      }
    }

    @Nullable Immutable find(int id) {
      return entries[slot(id)];
    }

    /** A copy with the entry in the place of the victim; this very one if that is refused. */
    Snapshot with(int id, Immutable immutable, int victim) {
      int own = slot(id);
      if (immutable.equals(entries[own]) || (entries[own] == null && victim == REFUSED)) {
        return this;
      }
      Snapshot next = new Snapshot(this, entries[own] == null ? victim : NONE);
      next.put(id, immutable);
      return next;
    }

    Snapshot without(int id) {
      return new Snapshot(this, slot(id));
    }

    /** The slot of the entry that is used least, if by more than one sample less than that. */
    int victim(int maxEntries, int uses, int epoch) {
      if (size < maxEntries) {
        return NONE;
      }
      int least = REFUSED;
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

    /** The slot of the id, or the empty one where it belongs: Fibonacci hashing. */
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
