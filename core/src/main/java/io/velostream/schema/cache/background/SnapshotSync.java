// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.ForeignSchemaCache;
import io.velostream.schema.cache.tier.TopicSubjects;
import io.velostream.schema.snapshot.SnapshotEntry;
import io.velostream.schema.snapshot.SnapshotEntry.Associated;
import io.velostream.schema.snapshot.SnapshotEntry.Foreign;
import io.velostream.schema.snapshot.SnapshotEntry.Identity;
import io.velostream.schema.snapshot.SnapshotEntry.Known;
import io.velostream.schema.snapshot.SnapshotEntry.Together;
import io.velostream.schema.snapshot.SnapshotStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Writes the contents of a cache to a snapshot and restores them. A snapshot holds facts and
 * pointers, links of closures, which schemas are used together, which subjects are associated with
 * topics, and the schemas of ids of other protocols; it holds no negative answers. Used by one
 * thread at a time, while any thread may use the cache.
 */
public final class SnapshotSync {

  /** News is written at each interval; that the known is still so, at each of so many. */
  private static final int INTERVALS_WITHOUT_NEWS = 60;

  private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

  private final SnapshotStore store;
  private final SchemaCache cache;
  private final CoUsageModel associations;
  private final TopicSubjects topics;
  private final long intervalNanos;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private long savedNews;
  private long savedAnswers;
  private long savedLessons;
  private long savedTopicAnswers;
  private long savedNanos;

  /**
   * Nothing is read or written yet.
   *
   * @param associations which schemas are used together; empty where that is not learned
   * @param topics which subjects the registry associates with topics
   * @param interval the shortest time between two writes
   * @param clock tells how old a pointer in a snapshot is
   * @param nanoTime the clock of {@code cache}
   */
  public SnapshotSync(
      SnapshotStore store,
      SchemaCache cache,
      CoUsageModel associations,
      TopicSubjects topics,
      Duration interval,
      Clock clock,
      LongSupplier nanoTime) {
    this.store = store;
    this.cache = cache;
    this.associations = associations;
    this.topics = topics;
    this.intervalNanos = interval.toNanos();
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.savedNanos = nanoTime.getAsLong();
  }

  /** Puts into the cache what the snapshot has. Waits for the disk. */
  public void restore() {
    long now = nanoTime.getAsLong();
    Instant time = clock.instant();
    for (SnapshotEntry entry : store.load()) {
      Duration age = Duration.between(entry.asOf(), time);
      long readNanos = now - (age.isNegative() ? 0 : age.toNanos());
      if (entry instanceof Known known) {
        cache.restore(known.key(), known.schema(), readNanos);
      } else if (entry instanceof Identity identity) {
        cache.identities().restore(identity.id(), identity.sha256());
      } else if (entry instanceof Together together) {
        restore(together);
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

  private void restore(Together together) {
    associations.restore(
        new CoUsageModel.Counts(together.of(), together.uses(), together.counts()));
  }

  /**
   * Writes the snapshot if there is news and the last time is long enough ago.
   *
   * @return how many snapshots were written
   */
  public int runOnce(long nowNanos) {
    long since = nowNanos - savedNanos;
    boolean isDue =
        (news() != savedNews && since >= intervalNanos)
            || (!isComplete() && since >= intervalNanos * INTERVALS_WITHOUT_NEWS);
    if (!isDue) {
      return 0;
    }
    savedNanos = nowNanos;
    return save(Duration.ZERO) ? 1 : 0;
  }

  /**
   * Writes what was not written yet. Waits for another process that is writing, at most 2 s.
   *
   * @return whether the snapshot is complete; false when it is to be tried again
   */
  public boolean flush() {
    return isComplete() || save(LAST_PATIENCE);
  }

  private boolean isComplete() {
    return news() == savedNews
        && cache.counters().received.sum() == savedAnswers
        && associations.lessons() == savedLessons
        && topics.answers() == savedTopicAnswers;
  }

  private long news() {
    return cache.counters().news.sum() + topics.news() + cache.foreign().news();
  }

  /** Empties the snapshot, whoever wrote it: the registry is known to have begun anew. */
  public void clear() {
    store.clear(LAST_PATIENCE);
  }

  private boolean save(Duration patience) {
    long news = news();
    long topicAnswers = topics.answers();
    long answers = cache.counters().received.sum();
    long lessons = associations.lessons();
    boolean isSaved = store.save(entries(), patience);
    if (isSaved) {
      savedNews = news;
      savedAnswers = answers;
      savedLessons = lessons;
      savedTopicAnswers = topicAnswers;
    }
    return isSaved;
  }

  private List<SnapshotEntry> entries() {
    Instant time = clock.instant();
    long now = nanoTime.getAsLong();
    List<SnapshotEntry> entries = new ArrayList<>();
    cache.identities().all().forEach((id, hash) -> entries.add(new Identity(id, hash, time)));
    cache
        .main()
        .entries()
        .forEach(
            (key, answer) -> {
              if (answer instanceof Immutable immutable) {
                entries.add(new Known(key, immutable.schema(), time));
              } else if (answer instanceof Expiring expiring) {
                Instant read = time.minusNanos(Math.max(0, now - expiring.readNanos()));
                entries.add(new Known(key, expiring.schema(), read));
              }
            });
    associations.all().forEach(counts -> entries.add(together(counts, time)));
    cache
        .foreign()
        .forEach(
            (key, schema) ->
                entries.add(
                    new Foreign(
                        new Foreign.Id(key.kind(), key.scope(), key.high(), key.low()),
                        schema,
                        time)));
    topics.forEach(
        (topic, last) ->
            entries.add(
                new Associated(
                    new Associated.Topic(topic.cluster(), topic.name(), topic.isKey()),
                    last.subjects(),
                    time.minusNanos(Math.max(0, now - last.readNanos())))));
    return entries;
  }

  private static Together together(CoUsageModel.Counts counts, Instant time) {
    return new Together(counts.key(), counts.uses(), counts.together(), time);
  }
}
