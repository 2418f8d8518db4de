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
public final class ProvisionalAnswers {

  private static final long FIRST_REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MAX_REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The maximum number of refusals of keys that are not in memory. */
  private static final int MAX_REFUSALS = 1_000;

  /** Not confirmed and not used yet, so no request is made for it. */
  private static final Status PROVISIONAL = new Status(null, 0, 0);

  /** Used, and to be confirmed in the background. */
  private static final Status PENDING = new Status(null, 0, 0);

  private final ConcurrentMap<SchemaKey, Status> statuses = new ConcurrentHashMap<>();
  private final Set<SchemaKey> keysOfWriters = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean hasNewPending = new AtomicBoolean();
  private final AtomicBoolean hasOutageEnded = new AtomicBoolean();
  private final AtomicBoolean hasConflict = new AtomicBoolean();

  /**
   * The status of an unconfirmed answer. A refusal is valid without a request for a time that
   * doubles when it is repeated.
   */
  private static final class Status {

    private final @Nullable Refusal refusal;
    private final long ttlNanos;
    private final long dueNanos;

    Status(@Nullable Refusal refusal, long ttlNanos, long dueNanos) {
      this.refusal = refusal;
      this.ttlNanos = ttlNanos;
      this.dueNanos = dueNanos;
    }
  }

  private record Refusal(String message, SchemaId id) {}

  /** Adds an answer of an earlier process. */
  void addRestored(SchemaKey key) {
    statuses.putIfAbsent(key, PROVISIONAL);
  }

  /** Marks an answer to be confirmed in the background. */
  public void markPending(SchemaKey key) {
    Status before = statuses.putIfAbsent(key, PENDING);
    if (before == null || (before == PROVISIONAL && statuses.replace(key, PROVISIONAL, PENDING))) {
      hasNewPending.set(true);
    }
  }

  /** Records the use of an answer. If it is provisional, it is confirmed in the background. */
  void recordUse(SchemaKey key) {
    if (!statuses.isEmpty() && statuses.get(key) == PROVISIONAL) {
      markPending(key);
    }
  }

  /** Marks a key as used by serializers, though deserializers use keys of this kind too. */
  public void keysOfWriters(SchemaKey key) {
    keysOfWriters.add(key);
  }

  /** Returns whether serializers use this key. */
  public boolean isUsedByWriters(SchemaKey key) {
    return key.isByContent() || key.isExpiring() || keysOfWriters.contains(key);
  }

  /** Whether no answer is provisional. */
  boolean isEmpty() {
    return statuses.isEmpty();
  }

  public boolean isProvisional(SchemaKey key) {
    return !statuses.isEmpty() && statuses.containsKey(key);
  }

  /**
   * Records that the registry confirmed an answer, and with it the id and version in the answer.
   */
  void recordConfirmation(SchemaKey key, RegisteredSchema schema) {
    if (statuses.isEmpty()) {
      return;
    }
    statuses.remove(key);
    if (schema.id() != null) {
      statuses.remove(new SchemaKey.ById(schema.id()));
    }
    if (schema.subjectVersion() != null) {
      statuses.remove(new SchemaKey.AtVersion(schema.subjectVersion()));
    }
  }

  /** Postpones the confirmation of an answer until its next use. */
  public void postpone(SchemaKey key) {
    statuses.replace(key, PENDING, PROVISIONAL);
  }

  /** Removes a key whose answer is no longer cached. */
  void remove(SchemaKey key) {
    statuses.remove(key);
    keysOfWriters.remove(key);
  }

  void clear() {
    statuses.clear();
    keysOfWriters.clear();
  }

  /** Refuses an answer for writing until the registry returns the cached answer again. */
  void refuse(SchemaKey key, SchemaIdentityException cause, long nowNanos) {
    Status before = statuses.get(key);
    if (before == null && statuses.size() >= MAX_REFUSALS) {
      return;
    }
    long ttl =
        before == null || before.refusal == null
            ? FIRST_REFUSAL_NANOS
            : Math.min(MAX_REFUSAL_NANOS, before.ttlNanos * 2);
    Refusal refusal = new Refusal(String.valueOf(cause.getMessage()), cause.id());
    statuses.put(key, new Status(refusal, ttl, nowNanos + ttl));
  }

  /** Returns why this answer is refused; null if it is not. */
  @Nullable SchemaIdentityException refusal(SchemaKey key) {
    Status status = statuses.isEmpty() ? null : statuses.get(key);
    Refusal refusal = status == null ? null : status.refusal;
    return refusal == null ? null : new SchemaIdentityException(refusal.message, refusal.id);
  }

  /**
   * Returns whether an answer must be confirmed before it is used for writing.
   *
   * @throws SchemaIdentityException if the answer was refused recently
   */
  boolean requiresConfirmation(SchemaKey key, long nowNanos, boolean isDegraded) {
    Status status = statuses.get(key);
    if (status == null) {
      return false;
    }
    Refusal refusal = status.refusal;
    if (refusal != null && nowNanos - status.dueNanos < 0) {
      throw new SchemaIdentityException(refusal.message, refusal.id);
    }
    return refusal != null || !isDegraded;
  }

  /** Returns the answers to be confirmed in the background. */
  public List<SchemaKey> pending() {
    List<SchemaKey> keys = new ArrayList<>();
    statuses.forEach(
        (key, status) -> {
          if (status == PENDING) {
            keys.add(key);
          }
        });
    return keys;
  }

  public boolean isPending(SchemaKey key) {
    return statuses.get(key) == PENDING;
  }

  void recordOutageEnd() {
    hasOutageEnded.set(true);
  }

  void recordConflict() {
    hasConflict.set(true);
  }

  /** Returns whether there are new answers to confirm since the last call. */
  public boolean pollNewPending() {
    return hasNewPending.getPlain() && hasNewPending.getAndSet(false);
  }

  /** Returns whether an outage has ended since the last call. */
  public boolean pollOutageEnd() {
    return hasOutageEnded.getPlain() && hasOutageEnded.getAndSet(false);
  }

  /** Returns whether a conflict was recorded since the last call. */
  public boolean pollConflict() {
    return hasConflict.getPlain() && hasConflict.getAndSet(false);
  }
}
