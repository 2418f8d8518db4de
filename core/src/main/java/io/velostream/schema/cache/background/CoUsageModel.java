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
 * Which schemas are used together. Safe for use by many threads; one of them teaches it, and
 * another may read it to be kept on disk.
 *
 * <p>Uses that follow each other closely within one window of time count as together. A pair is
 * worth going by if it was seen often enough (support), and in a large enough share of the uses of
 * the first one (confidence): Agrawal, Imieliński, Swami, "Mining association rules between sets of
 * items in large databases", SIGMOD 1993. Counts are halved from time to time, so that habits of
 * the past fade, and when there are too many of them; a pair worth less than half a use is
 * forgotten.
 */
public final class CoUsageModel {

  /** How many of the uses just before count as together with one. */
  private static final int MOST_TOGETHER = 16;

  private static final double LEAST_COUNT = 0.5;

  private final int minSupport;
  private final double minConfidence;
  private final int maxPairs;
  private final Map<SchemaKey, Row> rows = new HashMap<>();
  private final Deque<SchemaKey> justUsed = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private int pairs;
  private long lessons;

  CoUsageModel(int minSupport, double minConfidence, int maxPairs) {
    this.minSupport = minSupport;
    this.minConfidence = minConfidence;
    this.maxPairs = maxPairs;
  }

  /** What is counted of one schema. */
  private static final class Row {
    private final Map<SchemaKey, Double> together = new HashMap<>();
    private double uses;
  }

  /**
   * What is counted of one schema, to be kept.
   *
   * @param key the schema
   * @param uses its uses
   * @param together how many of them were together with which other
   */
  record Counts(SchemaKey key, double uses, Map<SchemaKey, Double> together) {}

  /** A schema is used for the first time in this window. */
  void used(SchemaKey key) {
    locked(() -> count(key));
  }

  private void count(SchemaKey key) {
    lessons++;
    row(key).uses++;
    for (SchemaKey other : justUsed) {
      if (!other.equals(key)) {
        count(key, other);
        count(other, key);
      }
    }
    justUsed.addLast(key);
    if (justUsed.size() > MOST_TOGETHER) {
      justUsed.removeFirst();
    }
    while (isFull()) {
      fade();
    }
  }

  /** A new window begins: what comes is not together with what was. */
  void openNextWindow() {
    locked(justUsed::clear);
  }

  /** Lets all counts fade by half. */
  void halve() {
    locked(this::fade);
  }

  /** How many uses were counted: it has changed when there is something new to keep. */
  long lessons() {
    lock.lock();
    try {
      return lessons;
    } finally {
      lock.unlock();
    }
  }

  /** All that is counted. */
  List<Counts> all() {
    List<Counts> all = new ArrayList<>();
    locked(
        () ->
            rows.forEach(
                (key, row) -> all.add(new Counts(key, row.uses, Map.copyOf(row.together)))));
    return all;
  }

  /** Takes in what an earlier process counted, as far as there is room and nothing newer. */
  void restore(Counts counts) {
    locked(
        () -> {
          if (!rows.containsKey(counts.key)
              && rows.size() < maxPairs
              && pairs + counts.together.size() <= maxPairs) {
            Row row = row(counts.key);
            row.uses = counts.uses;
            row.together.putAll(counts.together);
            pairs += row.together.size();
          }
        });
  }

  /** The schemas that are likely to be used with this one, the most likely first. */
  List<SchemaKey> of(SchemaKey key) {
    List<Map.Entry<SchemaKey, Double>> likely = new ArrayList<>();
    locked(
        () -> {
          Row row = rows.get(key);
          if (row != null) {
            row.together.entrySet().stream()
                .filter(other -> isLikely(row, other.getValue()))
                .map(Map.Entry::copyOf)
                .forEach(likely::add);
          }
        });
    likely.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    return likely.stream().map(Map.Entry::getKey).toList();
  }

  private boolean isLikely(Row row, double together) {
    return together >= minSupport && together >= minConfidence * row.uses;
  }

  /** How many pairs are remembered, each way counted. */
  int size() {
    return pairs;
  }

  private boolean isFull() {
    return pairs > maxPairs || rows.size() > maxPairs;
  }

  private void fade() {
    rows.values().removeIf(this::hasFaded);
    pairs = rows.values().stream().mapToInt(row -> row.together.size()).sum();
  }

  private void locked(Runnable work) {
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

  private void count(SchemaKey one, SchemaKey other) {
    Row row = row(one);
    int before = row.together.size();
    row.together.merge(other, 1.0, Double::sum);
    pairs += row.together.size() - before;
  }

  private boolean hasFaded(Row row) {
    row.uses /= 2;
    row.together.replaceAll((key, count) -> count / 2);
    row.together.values().removeIf(count -> count < LEAST_COUNT);
    return row.uses < LEAST_COUNT;
  }
}
