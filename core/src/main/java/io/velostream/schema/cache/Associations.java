// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which schemas are used together. Belongs to one thread.
 *
 * <p>Uses that follow each other closely within one window of time count as together. A pair is
 * worth going by if it was seen often enough (support), and in a large enough share of the uses of
 * the first one (confidence): Agrawal, Imieliński, Swami, "Mining association rules between sets of
 * items in large databases", SIGMOD 1993. Counts are halved from time to time, so that habits of
 * the past fade, and when there are too many of them; a pair worth less than half a use is
 * forgotten.
 */
final class Associations {

  /** How many of the uses just before count as together with one. */
  private static final int MOST_TOGETHER = 16;

  private static final double LEAST_COUNT = 0.5;

  private final int minSupport;
  private final double minConfidence;
  private final int maxPairs;
  private final Map<SchemaKey, Row> rows = new HashMap<>();
  private final Deque<SchemaKey> justUsed = new ArrayDeque<>();
  private int pairs;

  Associations(int minSupport, double minConfidence, int maxPairs) {
    this.minSupport = minSupport;
    this.minConfidence = minConfidence;
    this.maxPairs = maxPairs;
  }

  /** What is counted of one schema. */
  private static final class Row {
    private final Map<SchemaKey, Double> together = new HashMap<>();
    private double uses;
  }

  /** A schema is used for the first time in this window. */
  void used(SchemaKey key) {
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
    while (pairs > maxPairs || rows.size() > maxPairs) {
      halve();
    }
  }

  /** A new window begins: what comes is not together with what was. */
  void openNextWindow() {
    justUsed.clear();
  }

  /** Lets all counts fade by half. */
  void halve() {
    rows.values().removeIf(this::hasFaded);
    pairs = rows.values().stream().mapToInt(row -> row.together.size()).sum();
  }

  /** The schemas that are likely to be used with this one, the most likely first. */
  List<SchemaKey> of(SchemaKey key) {
    Row row = rows.get(key);
    if (row == null) {
      return List.of();
    }
    List<Map.Entry<SchemaKey, Double>> likely = new ArrayList<>();
    for (Map.Entry<SchemaKey, Double> other : row.together.entrySet()) {
      if (other.getValue() >= minSupport && other.getValue() >= minConfidence * row.uses) {
        likely.add(other);
      }
    }
    likely.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    return likely.stream().map(Map.Entry::getKey).toList();
  }

  /** How many pairs are remembered, each way counted. */
  int size() {
    return pairs;
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
