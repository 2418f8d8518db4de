// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.velostream.schema.model.RegisteredSchema;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that were found by ids of other protocols, for a time when those who know them do not
 * answer. They are immutable, and evicted when their texts have more than 16,000,000 characters
 * together. Safe for use by many threads.
 */
public final class ForeignSchemaCache {

  private static final long MAX_CHARACTERS = 16_000_000;

  /** What an entry takes beside its text, as characters. */
  private static final int CHARACTERS_EACH = 200;

  /**
   * What a schema is found by.
   *
   * @param kind whose id it is
   * @param scope where the id is unique: a context or a subject; empty for everywhere
   * @param high the higher 64 bits of the id; 0 for one of 64 bits
   * @param low the lower 64 bits
   */
  public record Key(String kind, String scope, long high, long low) {}

  private final Cache<Key, RegisteredSchema> schemas =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARACTERS)
          .weigher(
              (Key key, RegisteredSchema schema) ->
                  CHARACTERS_EACH + schema.definition().text().length())
          .executor(Runnable::run)
          .build();

  private final LongAdder news = new LongAdder();

  /** The schema that was found last; null for none. */
  public @Nullable RegisteredSchema get(Key key) {
    return schemas.getIfPresent(key);
  }

  /** Keeps what was found. */
  public void put(Key key, RegisteredSchema schema) {
    if (!schema.equals(schemas.getIfPresent(key))) {
      schemas.put(key, schema);
      news.increment();
    }
  }

  /** Keeps what an earlier process has found, unless more is known by now. */
  public void restore(Key key, RegisteredSchema schema) {
    schemas.asMap().putIfAbsent(key, schema);
  }

  public void clear() {
    schemas.invalidateAll();
  }

  /** How many schemas were found that were not known. */
  public long news() {
    return news.sum();
  }

  public void forEach(BiConsumer<Key, RegisteredSchema> action) {
    schemas.asMap().forEach(action);
  }
}
