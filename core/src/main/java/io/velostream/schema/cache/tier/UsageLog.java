// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A best-effort log of lookups for the maintenance thread: which schemas were used for the first
 * time in the current time window, and which expiring entries were read. Writing never blocks;
 * entries are dropped when the queue is full. Safe for use by many threads.
 */
public final class UsageLog {

  private static final int CAPACITY = 4_096;

  /** A reader that has not read for this time is considered stopped. */
  private static final long READER_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(90);

  /**
   * One use.
   *
   * @param key a key that finds the schema again without registering it; null if only its text does
   * @param isByContent whether it was found by its content, as serializers do
   */
  public record Use(@Nullable SchemaKey key, RegisteredSchema schema, boolean isByContent) {}

  private final BoundedQueue<Use> uses = new BoundedQueue<>(CAPACITY);
  private final BoundedQueue<SchemaKey> expiringReads = new BoundedQueue<>(CAPACITY);
  private final AtomicInteger window = new AtomicInteger();
  private final AtomicLong lastReadNanos = new AtomicLong();
  private volatile Runnable wakeUp = () -> {};
  private final AtomicInteger hasBeenRead = new AtomicInteger();

  /** The number of the current window. */
  int window() {
    return window.getPlain();
  }

  public void openNextWindow() {
    window.incrementAndGet();
  }

  /** Sets the callback for each recorded use; it must not block. */
  public void setWakeUp(Runnable wakeUp) {
    this.wakeUp = wakeUp;
  }

  public void wakeUpReader() {
    wakeUp.run();
  }

  /**
   * Records the use of a schema, once in each window.
   *
   * @param key the key of the lookup
   * @param usage the access counter of the key
   */
  public void recordUse(SchemaKey key, RegisteredSchema schema, AccessCounter usage) {
    if (usage.isFirstUseIn(window())) {
      boolean keepsKey = key.isExpiring() || key instanceof SchemaKey.ByGuid;
      offer(keepsKey ? key : keyOf(schema), schema, key.isByContent());
    }
  }

  /** Records the use of a schema that was found by its id, or that a caller keeps itself. */
  public void recordUseById(RegisteredSchema schema, AccessCounter usage) {
    if (usage.isFirstUseIn(window())) {
      offer(keyOf(schema), schema, false);
    }
  }

  private void offer(@Nullable SchemaKey key, RegisteredSchema schema, boolean isByContent) {
    uses.offer(new Use(key, schema, isByContent));
    wakeUpReader();
  }

  /** Returns one key for each schema, however it was found; null if only its text finds it. */
  public static @Nullable SchemaKey keyOf(RegisteredSchema schema) {
    if (schema.id() != null) {
      return new SchemaKey.ById(schema.id());
    }
    if (schema.guid() != null) {
      return new SchemaKey.ByGuid(schema.context(), schema.guid());
    }
    return schema.subjectVersion() == null
        ? null
        : new SchemaKey.AtVersion(schema.subjectVersion());
  }

  @Nullable
  public Use nextUse() {
    return uses.poll();
  }

  public void recordExpiringRead(SchemaKey key) {
    expiringReads.offer(key);
  }

  @Nullable
  public SchemaKey nextExpiringRead() {
    return expiringReads.poll();
  }

  /** Records that the refresher has read this log. */
  public void recordReader(long nowNanos) {
    lastReadNanos.set(nowNanos);
    hasBeenRead.setOpaque(1);
  }

  /** Whether a refresher reads this log, so that callers need not refresh. */
  public boolean hasActiveReader(long nowNanos) {
    return hasBeenRead.getOpaque() > 0 && nowNanos - lastReadNanos.get() < READER_TIMEOUT_NANOS;
  }

  public void clear() {
    uses.clear();
    expiringReads.clear();
  }
}
