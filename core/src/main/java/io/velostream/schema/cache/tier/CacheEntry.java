// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The cached answer to a {@link SchemaKey}. */
public sealed interface CacheEntry {

  /** The schema; null for "not found". */
  default @Nullable RegisteredSchema schemaOrNull() {
    return this instanceof Immutable immutable
        ? immutable.schema()
        : this instanceof Expiring expiring ? expiring.schema() : null;
  }

  /**
   * Marks an answer as prefetched, until its first use.
   *
   * @param isNew whether its schema was not cached before
   */
  default void markPrefetched(boolean isNew) {
    AtomicBoolean isUsed = new AtomicBoolean();
    if (this instanceof Expiring expiring) {
      expiring.usage().setPrefetch(isUsed);
      if (isNew) {
        expiring.immutable().usage().setPrefetch(isUsed);
      }
    } else if (this instanceof Immutable immutable) {
      immutable.usage().setPrefetch(isUsed);
    }
  }

  /**
   * A schema that never changes.
   *
   * @param usage the access counter, shared by all keys of the schema
   */
  record Immutable(RegisteredSchema schema, AccessCounter usage) implements CacheEntry {

    Immutable(RegisteredSchema schema) {
      this(schema, new AccessCounter());
    }
  }

  /**
   * A schema that was the answer at the last read, and may change.
   *
   * @param immutable the schema
   * @param usage the access counter since the last read
   * @param readNanos when it was read
   * @param dueNanos when it is read again
   */
  record Expiring(Immutable immutable, AccessCounter usage, long readNanos, long dueNanos)
      implements CacheEntry {

    public RegisteredSchema schema() {
      return immutable.schema();
    }

    /** Returns the same entry with another due time. */
    public Expiring withDueNanos(long otherNanos) {
      return new Expiring(immutable, usage, readNanos, otherNanos);
    }
  }

  /**
   * The registry did not have the schema at the last read.
   *
   * @param message the message of the registry
   * @param errorCode the error code of the registry
   * @param ttlNanos the time to live, which doubles when it is confirmed
   * @param dueNanos when it is read again
   */
  record NotFound(String message, int errorCode, long ttlNanos, long dueNanos)
      implements CacheEntry {}
}
