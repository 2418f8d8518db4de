// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import org.jspecify.annotations.Nullable;

/** What is known about a {@link SchemaKey}. */
public sealed interface CacheEntry {

  /** The schema that it names; null when it is that there is none. */
  default @Nullable RegisteredSchema schemaOrNull() {
    return this instanceof Immutable immutable
        ? immutable.schema()
        : this instanceof Expiring expiring ? expiring.schema() : null;
  }

  /**
   * A schema that will never be another one.
   *
   * @param usage how much it is used; one and the same under all of its keys
   */
  record Immutable(RegisteredSchema schema, AccessCounter usage) implements CacheEntry {

    Immutable(RegisteredSchema schema) {
      this(schema, new AccessCounter());
    }
  }

  /**
   * A schema that was the answer when last asked.
   *
   * @param immutable the schema
   * @param usage how much this pointer was used since it was read
   * @param readNanos when the registry said so
   * @param dueNanos when to ask again
   */
  record Expiring(Immutable immutable, AccessCounter usage, long readNanos, long dueNanos)
      implements CacheEntry {

    public RegisteredSchema schema() {
      return immutable.schema();
    }

    /** The same, to be asked for at another time. */
    public Expiring dueAt(long otherNanos) {
      return new Expiring(immutable, usage, readNanos, otherNanos);
    }
  }

  /**
   * The registry did not have it when last asked.
   *
   * @param message what the registry said
   * @param errorCode its code
   * @param ttlNanos how long that is believed; doubles when it is confirmed
   * @param dueNanos when to ask again
   */
  record NotFound(String message, int errorCode, long ttlNanos, long dueNanos)
      implements CacheEntry {}
}
