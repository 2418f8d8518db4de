// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.velostream.schema.model.RegisteredSchema;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Schemas found by ids of other protocols, as a fallback while their registry is unavailable.
 * Entries are immutable, and evicted when their texts exceed 16,000,000 characters in total. Safe
 * for use by many threads.
 */
public final class ForeignSchemaCache {

  private static final long MAX_CHARACTERS = 16_000_000;

  /** The weight of an entry in addition to its text, in characters. */
  private static final int CHARACTERS_PER_ENTRY = 200;

  /**
   * The key of a schema.
   *
   * @param kind the kind of id
   * @param scope the scope in which the id is unique: a context or a subject; empty if it is
   *     globally unique
   * @param high the higher 64 bits of the id; 0 for one of 64 bits
   * @param low the lower 64 bits
   */
  public record Key(String kind, String scope, long high, long low) {}

  private final Cache<Key, RegisteredSchema> schemas =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARACTERS)
          .weigher(
              (Key key, RegisteredSchema schema) ->
                  CHARACTERS_PER_ENTRY + schema.definition().text().length())
          .executor(Runnable::run)
          .build();

  private final LongAdder additions = new LongAdder();

  /** Returns the schema of a key; null if there is none. */
  public @Nullable RegisteredSchema get(Key key) {
    return schemas.getIfPresent(key);
  }

  /** Adds or replaces a schema. */
  public void put(Key key, RegisteredSchema schema) {
    if (!schema.equals(schemas.getIfPresent(key))) {
      schemas.put(key, schema);
      additions.increment();
    }
  }

  /** Adds a schema found by an earlier process, unless there is one already. */
  public void restore(Key key, RegisteredSchema schema) {
    schemas.asMap().putIfAbsent(key, schema);
  }

  public void clear() {
    schemas.invalidateAll();
  }

  /** The number of schemas added or replaced. */
  public long additions() {
    return additions.sum();
  }

  public void forEach(BiConsumer<Key, RegisteredSchema> action) {
    schemas.asMap().forEach(action);
  }
}
