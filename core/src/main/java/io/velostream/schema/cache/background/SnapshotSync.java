// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.ForeignSchemaCache;
import io.velostream.schema.cache.tier.TopicSubjects;
import io.velostream.schema.snapshot.SnapshotEntry;
import io.velostream.schema.snapshot.SnapshotEntry.Associated;
import io.velostream.schema.snapshot.SnapshotEntry.CoUsage;
import io.velostream.schema.snapshot.SnapshotEntry.Foreign;
import io.velostream.schema.snapshot.SnapshotEntry.Identity;
import io.velostream.schema.snapshot.SnapshotEntry.Known;
import io.velostream.schema.snapshot.SnapshotStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Writes the contents of a cache to a snapshot and restores them. A snapshot holds immutable and
 * expiring entries, fingerprints of ids, schemas that are used together, subjects associated with
 * topics, and schemas found by ids of other protocols. It holds no negative answers. Used by one
 * thread at a time, while any thread may use the cache.
 */
public final class SnapshotSync {

  /**
   * A snapshot without changes is rewritten once in this number of intervals, to update the times
   * of its entries.
   */
  private static final int INTERVALS_WITHOUT_CHANGES = 60;

  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(2);

  private final SnapshotStore store;
  private final SchemaCache cache;
  private final CoUsageModel coUsage;
  private final TopicSubjects topics;
  private final long intervalNanos;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private long savedChanges;
  private long savedAnswers;
  private long savedUses;
  private long savedTopicAnswers;
  private long savedNanos;

  /**
   * Creates an instance. Nothing is read or written yet.
   *
   * @param coUsage the model of schemas used together; empty if prefetching is off
   * @param topics the subjects that the registry associates with topics
   * @param interval the minimum time between two writes
   * @param clock determines the age of entries in a snapshot
   * @param nanoTime the clock of {@code cache}
   */
  public SnapshotSync(
      SnapshotStore store,
      SchemaCache cache,
      CoUsageModel coUsage,
      TopicSubjects topics,
      Duration interval,
      Clock clock,
      LongSupplier nanoTime) {
    this.store = store;
    this.cache = cache;
    this.coUsage = coUsage;
    this.topics = topics;
    this.intervalNanos = interval.toNanos();
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.savedNanos = nanoTime.getAsLong();
  }

  /** Loads the snapshot into the cache. Blocks on I/O. */
  public void restore() {
    long nowNanos = nanoTime.getAsLong();
    Instant now = clock.instant();
    for (SnapshotEntry entry : store.load()) {
      Duration age = Duration.between(entry.asOf(), now);
      long readNanos = nowNanos - (age.isNegative() ? 0 : age.toNanos());
      if (entry instanceof Known known) {
        cache.restore(known.key(), known.schema(), readNanos);
      } else if (entry instanceof Identity identity) {
        cache.fingerprints().restore(identity.id(), identity.sha256());
      } else if (entry instanceof CoUsage coUsage) {
        restore(coUsage);
      } else if (entry instanceof Foreign found) {
        Foreign.Id key = found.key();
        cache
            .foreign()
            .restore(
                new ForeignSchemaCache.Key(key.kind(), key.scope(), key.high(), key.low()),
                found.schema());
      } else if (entry instanceof Associated associated) {
        Associated.Topic topic = associated.topic();
        topics.restore(
            new TopicSubjects.Topic(topic.cluster(), topic.name(), topic.isKey()),
            associated.subjects(),
            readNanos);
      }
    }
  }

  private void restore(CoUsage coUsage) {
    this.coUsage.restore(
        new CoUsageModel.Counts(coUsage.schemaKey(), coUsage.uses(), coUsage.coUses()));
  }

  /**
   * Writes the snapshot if there are changes and the interval has passed.
   *
   * @return the number of snapshots written
   */
  public int runOnce(long nowNanos) {
    long since = nowNanos - savedNanos;
    boolean isDue =
        (changes() != savedChanges && since >= intervalNanos)
            || (!isComplete() && since >= intervalNanos * INTERVALS_WITHOUT_CHANGES);
    if (!isDue) {
      return 0;
    }
    savedNanos = nowNanos;
    return save(Duration.ZERO) ? 1 : 0;
  }

  /**
   * Writes pending changes. Waits for another process that is writing, at most 2 s.
   *
   * @return whether the snapshot is complete; if false, the caller may try again
   */
  public boolean flush() {
    return isComplete() || save(FLUSH_TIMEOUT);
  }

  private boolean isComplete() {
    return changes() == savedChanges
        && cache.counters().receivedAnswers.sum() == savedAnswers
        && coUsage.recordedUses() == savedUses
        && topics.receivedAnswers() == savedTopicAnswers;
  }

  private long changes() {
    return cache.counters().changedAnswers.sum() + topics.changes() + cache.foreign().additions();
  }

  /** Clears the snapshot, because the registry was rebuilt. */
  public void clear() {
    store.clear(FLUSH_TIMEOUT);
  }

  private boolean save(Duration timeout) {
    long changes = changes();
    long topicAnswers = topics.receivedAnswers();
    long answers = cache.counters().receivedAnswers.sum();
    long uses = coUsage.recordedUses();
    boolean isSaved = store.save(entries(), timeout);
    if (isSaved) {
      savedChanges = changes;
      savedAnswers = answers;
      savedUses = uses;
      savedTopicAnswers = topicAnswers;
    }
    return isSaved;
  }

  private List<SnapshotEntry> entries() {
    Instant now = clock.instant();
    long nowNanos = nanoTime.getAsLong();
    List<SnapshotEntry> entries = new ArrayList<>();
    cache.fingerprints().all().forEach((id, hash) -> entries.add(new Identity(id, hash, now)));
    cache
        .answerCache()
        .entries()
        .forEach(
            (key, answer) -> {
              if (answer instanceof Immutable immutable) {
                entries.add(new Known(key, immutable.schema(), now));
              } else if (answer instanceof Expiring expiring) {
                Instant read = now.minusNanos(Math.max(0, nowNanos - expiring.readNanos()));
                entries.add(new Known(key, expiring.schema(), read));
              }
            });
    coUsage.all().forEach(counts -> entries.add(toEntry(counts, now)));
    cache
        .foreign()
        .forEach(
            (key, schema) ->
                entries.add(
                    new Foreign(
                        new Foreign.Id(key.kind(), key.scope(), key.high(), key.low()),
                        schema,
                        now)));
    topics.forEach(
        (topic, last) ->
            entries.add(
                new Associated(
                    new Associated.Topic(topic.cluster(), topic.name(), topic.isKey()),
                    last.subjects(),
                    now.minusNanos(Math.max(0, nowNanos - last.readNanos())))));
    return entries;
  }

  private static CoUsage toEntry(CoUsageModel.Counts counts, Instant time) {
    return new CoUsage(counts.key(), counts.uses(), counts.coUses(), time);
  }
}
