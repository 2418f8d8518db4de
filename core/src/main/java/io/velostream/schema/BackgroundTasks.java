// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.background.Persistence;
import io.velostream.schema.cache.background.Upkeep;
import io.velostream.schema.cache.tier.TopicSubjects;
import io.velostream.schema.snapshot.SnapshotStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the thread of a resolver has to do. */
final class BackgroundTasks {

  /** What snapshots are dated by. */
  private static final Clock CLOCK = Clock.systemUTC();

  private BackgroundTasks() {}

  /** The snapshot store of the builder's settings; null without a snapshot. */
  static @Nullable SnapshotStore store(SchemaResolverBuilder builder, List<URI> urls) {
    return builder.snapshot == null
        ? null
        : SnapshotStore.open(builder.snapshot, urls, CLOCK, builder.listener);
  }

  /** What keeps a snapshot of these tiers and of what is known of topics; null without a store. */
  static @Nullable Persistence persistence(
      @Nullable SnapshotStore store,
      SchemaCache schemas,
      Upkeep upkeep,
      TopicSubjects topics,
      SchemaResolverBuilder builder) {
    if (store == null) {
      return null;
    }
    Duration interval = Objects.requireNonNull(builder.snapshot, "snapshot").interval();
    return new Persistence(
        store, schemas, upkeep.associations(), topics, interval, CLOCK, builder.nanoTime);
  }

  /**
   * Restores what the snapshot knows, and starts the thread; null where there is nothing for it to
   * do.
   *
   * @param upkeep null where the resolver's owner does that work
   * @param persistence null where there is no snapshot
   */
  static @Nullable BackgroundThread start(
      @Nullable Upkeep upkeep, @Nullable Persistence persistence, SchemaResolverBuilder builder) {
    Duration given = builder.backgroundPause;
    Duration pause =
        given != null ? given : BackgroundThread.pauseWithin(builder.cache.latestTtl());
    List<BackgroundThread.Task> tasks = new ArrayList<>();
    if (upkeep != null && upkeep.isNeeded()) {
      tasks.add(new BackgroundThread.Task("refresh", upkeep::refresh));
      tasks.add(new BackgroundThread.Task("confirm", upkeep::confirm));
      tasks.add(new BackgroundThread.Task("prefetch", upkeep::prefetch));
    }
    if (persistence == null) {
      return tasks.isEmpty()
          ? null
          : BackgroundThread.start(tasks, now -> 0, pause, builder.nanoTime);
    }
    persistence.restore();
    tasks.add(new BackgroundThread.Task("snapshot", persistence::runOnce));
    return BackgroundThread.start(
        tasks, now -> persistence.flush() ? 1 : 0, pause, builder.nanoTime);
  }
}
