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
 * time in the current window of time, and which pointers were read. Writing never waits; entries
 * are dropped when the queue is full. Safe for use by many threads.
 */
public final class UsageLog {

  private static final int CAPACITY = 4_096;

  /** Whoever has not read for so long is taken to have stopped. */
  private static final long READER_GONE_NANOS = TimeUnit.SECONDS.toNanos(90);

  /**
   * One use.
   *
   * @param key by what the schema is found again without adding anything to the registry; null
   *     where only its text finds it
   * @param isByContent whether it was found by its content, as those who write do
   */
  public record Use(@Nullable SchemaKey key, RegisteredSchema schema, boolean isByContent) {}

  private final BoundedQueue<Use> uses = new BoundedQueue<>(CAPACITY);
  private final BoundedQueue<SchemaKey> pointers = new BoundedQueue<>(CAPACITY);
  private final AtomicInteger window = new AtomicInteger();
  private final AtomicLong lastReadNanos = new AtomicLong();
  private volatile Runnable reader = () -> {};
  private final AtomicInteger reads = new AtomicInteger();

  /** The number of the present window. */
  int window() {
    return window.getPlain();
  }

  public void openNextWindow() {
    window.incrementAndGet();
  }

  /** Whom to call when a use is left here; it must not wait. */
  public void wakes(Runnable reader) {
    this.reader = reader;
  }

  public void wakeReader() {
    reader.run();
  }

  /**
   * Leaves word of the use of a schema, once in each window.
   *
   * @param key by what it was asked for
   * @param usage how much that is used
   */
  public void use(SchemaKey key, RegisteredSchema schema, AccessCounter usage) {
    if (usage.enters(window())) {
      boolean isKept = key.isPointer() || key instanceof SchemaKey.ByGuid;
      offer(isKept ? key : keyOf(schema), schema, key.isByContent());
    }
  }

  /** The same of a schema that was found by its id, or is at hand. */
  public void useById(RegisteredSchema schema, AccessCounter usage) {
    if (usage.enters(window())) {
      offer(keyOf(schema), schema, false);
    }
  }

  private void offer(@Nullable SchemaKey key, RegisteredSchema schema, boolean isByContent) {
    uses.offer(new Use(key, schema, isByContent));
    wakeReader();
  }

  /** One key for each schema, whichever way it was found; null where only its text finds it. */
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

  public void pointerRead(SchemaKey key) {
    pointers.offer(key);
  }

  @Nullable
  public SchemaKey nextPointer() {
    return pointers.poll();
  }

  /** The one who refreshes pointers has been here. */
  public void opened(long nowNanos) {
    lastReadNanos.set(nowNanos);
    reads.setOpaque(1);
  }

  /** Whether somebody refreshes pointers, so that others need not. */
  public boolean isRead(long nowNanos) {
    return reads.getOpaque() > 0 && nowNanos - lastReadNanos.get() < READER_GONE_NANOS;
  }

  public void clear() {
    uses.clear();
    pointers.clear();
  }
}
