// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tracks which answers are provisional until the registry confirms them: those restored from a
 * snapshot, those from before an outage, and those that the registry contradicted. Safe for use by
 * many threads.
 */
public final class Trust {

  private static final long FIRST_REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Most refusals that are kept for what is not in memory. */
  private static final int MOST_REFUSALS = 1_000;

  /** Not confirmed, and not worth a call yet. */
  private static final Doubt UNUSED = new Doubt(null, 0, 0);

  /** Not confirmed, and used. */
  private static final Doubt USED = new Doubt(null, 0, 0);

  private final ConcurrentMap<SchemaKey, Doubt> doubts = new ConcurrentHashMap<>();
  private final Set<SchemaKey> written = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean hasNews = new AtomicBoolean();
  private final AtomicBoolean hasOutageEnded = new AtomicBoolean();
  private final AtomicBoolean hasContradiction = new AtomicBoolean();

  /**
   * That an answer is not believed: because nobody has asked yet, or because of what the registry
   * said, which holds for a time without a call that doubles when it is repeated.
   */
  private static final class Doubt {

    private final @Nullable Refusal refusal;
    private final long ttlNanos;
    private final long dueNanos;

    Doubt(@Nullable Refusal refusal, long ttlNanos, long dueNanos) {
      this.refusal = refusal;
      this.ttlNanos = ttlNanos;
      this.dueNanos = dueNanos;
    }
  }

  private record Refusal(String message, SchemaId id) {}

  /** An answer is known from an earlier process. */
  void restored(SchemaKey key) {
    doubts.putIfAbsent(key, UNUSED);
  }

  /** An answer of this process is to be confirmed in the background. */
  public void doubt(SchemaKey key) {
    Doubt before = doubts.putIfAbsent(key, USED);
    if (before == null || (before == UNUSED && doubts.replace(key, UNUSED, USED))) {
      hasNews.set(true);
    }
  }

  /** An answer is used; if it is doubted, the background is to have it confirmed. */
  void used(SchemaKey key) {
    if (!doubts.isEmpty() && doubts.get(key) == UNUSED) {
      doubt(key);
    }
  }

  /** A writer relies on this, though it is a key that readers use as well. */
  public void written(SchemaKey key) {
    written.add(key);
  }

  /** Whether writers rely on this key. */
  public boolean isWritten(SchemaKey key) {
    return key.isByContent() || key.isPointer() || written.contains(key);
  }

  /** Whether nothing is doubted. */
  boolean isEmpty() {
    return doubts.isEmpty();
  }

  public boolean isDoubted(SchemaKey key) {
    return !doubts.isEmpty() && doubts.containsKey(key);
  }

  /** The registry says the same; what else the answer states is confirmed with it. */
  void confirmed(SchemaKey key, RegisteredSchema schema) {
    if (doubts.isEmpty()) {
      return;
    }
    doubts.remove(key);
    if (schema.id() != null) {
      doubts.remove(new SchemaKey.ById(schema.id()));
    }
    if (schema.subjectVersion() != null) {
      doubts.remove(new SchemaKey.AtVersion(schema.subjectVersion()));
    }
  }

  /** The background cannot have it confirmed for now; its next use is to try again. */
  public void setAside(SchemaKey key) {
    doubts.replace(key, USED, UNUSED);
  }

  /** No answer is held for this key any more. */
  void gone(SchemaKey key) {
    doubts.remove(key);
    written.remove(key);
  }

  void clear() {
    doubts.clear();
    written.clear();
  }

  /** Nothing is to be written with this answer until the registry says otherwise. */
  void refuse(SchemaKey key, SchemaIdentityException cause, long nowNanos) {
    Doubt before = doubts.get(key);
    if (before == null && doubts.size() >= MOST_REFUSALS) {
      return;
    }
    long ttl =
        before == null || before.refusal == null
            ? FIRST_REFUSAL_NANOS
            : Math.min(LONGEST_REFUSAL_NANOS, before.ttlNanos * 2);
    Refusal refusal = new Refusal(String.valueOf(cause.getMessage()), cause.id());
    doubts.put(key, new Doubt(refusal, ttl, nowNanos + ttl));
  }

  /** Why nothing is written with this answer; null when something may be. */
  @Nullable SchemaIdentityException refusal(SchemaKey key) {
    Doubt doubt = doubts.isEmpty() ? null : doubts.get(key);
    Refusal refusal = doubt == null ? null : doubt.refusal;
    return refusal == null ? null : new SchemaIdentityException(refusal.message, refusal.id);
  }

  /**
   * Whether the registry is to be asked before anything is written with what is doubted.
   *
   * @throws SchemaIdentityException when it was, and said otherwise
   */
  boolean mustAsk(SchemaKey key, long nowNanos, boolean isDegraded) {
    Doubt doubt = doubts.get(key);
    if (doubt == null) {
      return false;
    }
    Refusal refusal = doubt.refusal;
    if (refusal != null && nowNanos - doubt.dueNanos < 0) {
      throw new SchemaIdentityException(refusal.message, refusal.id);
    }
    return refusal != null || !isDegraded;
  }

  /** What is used, not contradicted yet, and to be confirmed in the background. */
  public List<SchemaKey> toConfirm() {
    List<SchemaKey> keys = new ArrayList<>();
    doubts.forEach(
        (key, doubt) -> {
          if (doubt == USED) {
            keys.add(key);
          }
        });
    return keys;
  }

  public boolean isToConfirm(SchemaKey key) {
    return doubts.get(key) == USED;
  }

  void outageEnded() {
    hasOutageEnded.set(true);
  }

  void contradicted() {
    hasContradiction.set(true);
  }

  /** Whether there is something new to confirm since this was asked last. */
  public boolean takeNews() {
    return hasNews.getPlain() && hasNews.getAndSet(false);
  }

  /** Whether an outage has ended since this was asked last. */
  public boolean takeOutageEnd() {
    return hasOutageEnded.getPlain() && hasOutageEnded.getAndSet(false);
  }

  /** Whether the registry has contradicted an answer since this was asked last. */
  public boolean takeContradiction() {
    return hasContradiction.getPlain() && hasContradiction.getAndSet(false);
  }
}
