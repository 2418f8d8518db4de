// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.model.RegisteredSchema;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where lookups leave word for the background work: which schemas were used for the first time in
 * the present window of time, and which pointers were read. Leaving word never waits. Safe for use
 * by many threads.
 */
final class Notebook {

  private static final int CAPACITY = 4_096;

  /** Whoever has not read for so long is taken to have stopped. */
  private static final long READER_GONE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private final Inbox<RegisteredSchema> uses = new Inbox<>(CAPACITY);
  private final Inbox<SchemaKey> pointers = new Inbox<>(CAPACITY);
  private final AtomicInteger window = new AtomicInteger();
  private final AtomicLong lastReadNanos = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();

  /** The number of the present window. */
  int window() {
    return window.getPlain();
  }

  void openNextWindow() {
    window.incrementAndGet();
  }

  void use(RegisteredSchema schema) {
    uses.offer(schema);
  }

  @Nullable RegisteredSchema nextUse() {
    return uses.poll();
  }

  void pointerRead(SchemaKey key) {
    pointers.offer(key);
  }

  @Nullable SchemaKey nextPointer() {
    return pointers.poll();
  }

  /** The one who refreshes pointers has been here. */
  void opened(long nowNanos) {
    lastReadNanos.set(nowNanos);
    reads.setOpaque(1);
  }

  /** Whether somebody refreshes pointers, so that others need not. */
  boolean isRead(long nowNanos) {
    return reads.getOpaque() > 0 && nowNanos - lastReadNanos.get() < READER_GONE_NANOS;
  }

  void clear() {
    uses.clear();
    pointers.clear();
  }
}
