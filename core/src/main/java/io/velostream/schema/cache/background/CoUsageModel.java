// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.lookup.SchemaKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A statistical model of which schemas are used together. Safe for use by many threads; one thread
 * records uses, another one may write the model to disk.
 *
 * <p>Uses close to each other within one time window count as used together. A pair is used for
 * prediction if its count (support) and its share of the uses of the first schema (confidence) are
 * high enough: Agrawal, Imieliński, Swami, "Mining association rules between sets of items in large
 * databases", SIGMOD 1993. Counts are halved periodically, so that old uses fade, and when there
 * are too many pairs. A pair with a count below one half is removed.
 */
public final class CoUsageModel {

  /** The number of recent uses that count as used together with the next one. */
  private static final int MAX_RECENT = 16;

  private static final double MIN_COUNT = 0.5;

  private final int minSupport;
  private final double minConfidence;
  private final int maxPairs;
  private final Map<SchemaKey, Row> rows = new HashMap<>();
  private final Deque<SchemaKey> recentlyUsed = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private int pairs;
  private long recordedUses;

  CoUsageModel(int minSupport, double minConfidence, int maxPairs) {
    this.minSupport = minSupport;
    this.minConfidence = minConfidence;
    this.maxPairs = maxPairs;
  }

  /** The counts of one schema. */
  private static final class Row {
    private final Map<SchemaKey, Double> coUses = new HashMap<>();
    private double uses;
  }

  /**
   * The counts of one schema, for the snapshot.
   *
   * @param key the schema
   * @param uses its uses
   * @param coUses the number of uses together with each other schema
   */
  record Counts(SchemaKey key, double uses, Map<SchemaKey, Double> coUses) {}

  /** Records the first use of a schema in this window. */
  void recordUse(SchemaKey key) {
    withLock(() -> count(key));
  }

  private void count(SchemaKey key) {
    recordedUses++;
    row(key).uses++;
    for (SchemaKey second : recentlyUsed) {
      if (!second.equals(key)) {
        count(key, second);
        count(second, key);
      }
    }
    recentlyUsed.addLast(key);
    if (recentlyUsed.size() > MAX_RECENT) {
      recentlyUsed.removeFirst();
    }
    while (isFull()) {
      halveAndPrune();
    }
  }

  /** Starts a new window. Uses before and after do not count as used together. */
  void openNextWindow() {
    withLock(recentlyUsed::clear);
  }

  /** Halves all counts. */
  void halveCounts() {
    withLock(this::halveAndPrune);
  }

  /** The number of recorded uses. It has changed if the snapshot must be written. */
  long recordedUses() {
    lock.lock();
    try {
      return recordedUses;
    } finally {
      lock.unlock();
    }
  }

  /** All counts. */
  List<Counts> all() {
    List<Counts> all = new ArrayList<>();
    withLock(
        () ->
            rows.forEach((key, row) -> all.add(new Counts(key, row.uses, Map.copyOf(row.coUses)))));
    return all;
  }

  /** Adds the counts of an earlier process, unless there are newer ones or the model is full. */
  void restore(Counts counts) {
    withLock(
        () -> {
          if (!rows.containsKey(counts.key)
              && rows.size() < maxPairs
              && pairs + counts.coUses.size() <= maxPairs) {
            Row row = row(counts.key);
            row.uses = counts.uses;
            row.coUses.putAll(counts.coUses);
            pairs += row.coUses.size();
          }
        });
  }

  /**
   * Returns the schemas that are likely to be used together with this one, the most likely first.
   */
  List<SchemaKey> likelyWith(SchemaKey key) {
    List<Map.Entry<SchemaKey, Double>> likely = new ArrayList<>();
    withLock(
        () -> {
          Row row = rows.get(key);
          if (row != null) {
            row.coUses.entrySet().stream()
                .filter(second -> isLikely(row, second.getValue()))
                .map(Map.Entry::copyOf)
                .forEach(likely::add);
          }
        });
    likely.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    return likely.stream().map(Map.Entry::getKey).toList();
  }

  private boolean isLikely(Row row, double coUses) {
    return coUses >= minSupport && coUses >= minConfidence * row.uses;
  }

  /** The number of pairs; each direction counts. */
  int size() {
    return pairs;
  }

  private boolean isFull() {
    return pairs > maxPairs || rows.size() > maxPairs;
  }

  private void halveAndPrune() {
    rows.values().removeIf(this::halve);
    pairs = rows.values().stream().mapToInt(row -> row.coUses.size()).sum();
  }

  private void withLock(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private Row row(SchemaKey key) {
    return rows.computeIfAbsent(key, k -> new Row());
  }

  private void count(SchemaKey first, SchemaKey second) {
    Row row = row(first);
    int before = row.coUses.size();
    row.coUses.merge(second, 1.0, Double::sum);
    pairs += row.coUses.size() - before;
  }

  private boolean halve(Row row) {
    row.uses /= 2;
    row.coUses.replaceAll((key, count) -> count / 2);
    row.coUses.values().removeIf(count -> count < MIN_COUNT);
    return row.uses < MIN_COUNT;
  }
}
