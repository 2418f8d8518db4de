// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.model.RegisteredSchema;
import org.jspecify.annotations.Nullable;

/** What is known about a {@link SchemaKey}. */
public sealed interface Answer {

  /** The schema that it names; null when it is that there is none. */
  default @Nullable RegisteredSchema schemaOrNull() {
    return this instanceof Fact fact
        ? fact.schema()
        : this instanceof Pointer pointer ? pointer.schema() : null;
  }

  /**
   * A schema that will never be another one.
   *
   * @param usage how much it is used; one and the same under all of its keys
   */
  record Fact(RegisteredSchema schema, AccessCounter usage) implements Answer {

    Fact(RegisteredSchema schema) {
      this(schema, new AccessCounter());
    }
  }

  /**
   * A schema that was the answer when last asked.
   *
   * @param fact the schema
   * @param usage how much this pointer was used since it was read
   * @param readNanos when the registry said so
   * @param dueNanos when to ask again
   */
  record Pointer(Fact fact, AccessCounter usage, long readNanos, long dueNanos) implements Answer {

    public RegisteredSchema schema() {
      return fact.schema();
    }

    /** The same, to be asked for at another time. */
    public Pointer dueAt(long otherNanos) {
      return new Pointer(fact, usage, readNanos, otherNanos);
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
  record Missing(String message, int errorCode, long ttlNanos, long dueNanos) implements Answer {}
}
