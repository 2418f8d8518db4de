// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.background.CacheMaintenance;
import io.velostream.schema.cache.background.SnapshotSync;
import io.velostream.schema.cache.tier.TopicSubjects;
import io.velostream.schema.snapshot.SnapshotStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tasks of a resolver's background thread. */
final class BackgroundTasks {

  /** The clock of snapshots. */
  private static final Clock CLOCK = Clock.systemUTC();

  private BackgroundTasks() {}

  /** The snapshot store of the builder's settings; null without a snapshot. */
  static @Nullable SnapshotStore store(SchemaResolverBuilder builder, List<URI> urls) {
    return builder.snapshot == null
        ? null
        : SnapshotStore.open(builder.snapshot, urls, CLOCK, builder.listener);
  }

  /** The settings of the background work. */
  static CacheMaintenance.Settings settings(SchemaResolverBuilder builder, Duration timeout) {
    return new CacheMaintenance.Settings(
        builder.refresh, builder.prefetch, builder.confirmInterval, builder.alerts, timeout);
  }

  /** Creates the synchronization of these tiers with a snapshot; null without a store. */
  static @Nullable SnapshotSync snapshotSync(
      @Nullable SnapshotStore store,
      SchemaCache schemas,
      CacheMaintenance cacheMaintenance,
      TopicSubjects topics,
      SchemaResolverBuilder builder) {
    if (store == null) {
      return null;
    }
    Duration interval = Objects.requireNonNull(builder.snapshot, "snapshot").interval();
    return new SnapshotSync(
        store, schemas, cacheMaintenance.coUsage(), topics, interval, CLOCK, builder.nanoTime);
  }

  /**
   * Restores the snapshot, and starts the thread; null if there are no tasks.
   *
   * @param cacheMaintenance null if the resolver's owner runs the maintenance
   * @param snapshotSync null if there is no snapshot
   */
  static @Nullable BackgroundThread start(
      @Nullable CacheMaintenance cacheMaintenance,
      @Nullable SnapshotSync snapshotSync,
      SchemaResolverBuilder builder) {
    Duration configuredPause = builder.backgroundPause;
    Duration pause =
        configuredPause != null
            ? configuredPause
            : BackgroundThread.pauseFor(builder.cache.latestTtl());
    List<BackgroundThread.Task> tasks = new ArrayList<>();
    if (cacheMaintenance != null && cacheMaintenance.isNeeded()) {
      tasks.add(new BackgroundThread.Task("refresh", cacheMaintenance::refresh));
      tasks.add(new BackgroundThread.Task("confirm", cacheMaintenance::confirm));
      tasks.add(new BackgroundThread.Task("prefetch", cacheMaintenance::prefetch));
      tasks.add(new BackgroundThread.Task("hit-rate", cacheMaintenance::measureHitRate));
    }
    if (snapshotSync == null) {
      return tasks.isEmpty()
          ? null
          : BackgroundThread.start(tasks, now -> 0, pause, builder.nanoTime);
    }
    snapshotSync.restore();
    tasks.add(new BackgroundThread.Task("snapshot", snapshotSync::runOnce));
    return BackgroundThread.start(
        tasks, now -> snapshotSync.flush() ? 1 : 0, pause, builder.nanoTime);
  }
}
