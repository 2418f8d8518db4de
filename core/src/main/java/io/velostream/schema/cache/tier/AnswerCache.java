// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tier L2: every answer of the registry, bounded by number, evicted by W-TinyLFU. Estimates how
 * many bytes it holds. Safe for use by many threads.
 */
public final class AnswerCache {

  /** A schema is cached by its id, version and content, and maybe as the newest version. */
  private static final int KEYS_PER_SCHEMA = 4;

  /** The estimated bytes of a key, an answer and a table slot. */
  private static final int BYTES_PER_ENTRY = 200;

  private static final int BYTES_PER_REFERENCE = 100;

  private final Cache<SchemaKey, CacheEntry> answers;
  private final Counters counters;
  private final Consumer<SchemaKey> onRemoval;
  private final LongAdder bytes = new LongAdder();

  /** Creates an empty tier; {@code onRemoval} is called for each key whose answer was removed. */
  public AnswerCache(int maxSchemas, Counters counters, Consumer<SchemaKey> onRemoval) {
    this.counters = counters;
    this.onRemoval = onRemoval;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize((long) maxSchemas * KEYS_PER_SCHEMA)
            .removalListener(this::removed)
            .executor(Runnable::run)
            .build();
  }

  @Nullable
  public CacheEntry get(SchemaKey key) {
    return answers.getIfPresent(key);
  }

  public void put(SchemaKey key, CacheEntry answer) {
    if (answers.asMap().put(key, answer) != answer) {
      bytes.add(bytesOf(key, answer));
    }
  }

  public void putIfAbsent(SchemaKey key, CacheEntry answer) {
    if (answers.asMap().putIfAbsent(key, answer) == null) {
      bytes.add(bytesOf(key, answer));
    }
  }

  public void remove(SchemaKey key) {
    answers.invalidate(key);
  }

  public void removeIf(BiPredicate<SchemaKey, CacheEntry> condition) {
    answers.asMap().entrySet().removeIf(entry -> condition.test(entry.getKey(), entry.getValue()));
  }

  public void clear() {
    answers.invalidateAll();
  }

  /** A view of all entries. */
  public Map<SchemaKey, CacheEntry> entries() {
    return answers.asMap();
  }

  public long size() {
    return answers.estimatedSize();
  }

  public long estimatedBytes() {
    return Math.max(0, bytes.sum());
  }

  private void removed(@Nullable SchemaKey key, @Nullable CacheEntry answer, RemovalCause cause) {
    if (key != null && answer != null) {
      bytes.add(-bytesOf(key, answer));
    }
    if (key != null && cause != RemovalCause.REPLACED) {
      onRemoval.accept(key);
    }
    if (cause.wasEvicted()) {
      counters.evictions.increment();
    }
  }

  /** The text is counted once: for the id of the schema, or for its only key. */
  private static long bytesOf(SchemaKey key, CacheEntry answer) {
    RegisteredSchema schema = answer.schemaOrNull();
    if (schema == null || (schema.id() != null && !key.equals(new SchemaKey.ById(schema.id())))) {
      return BYTES_PER_ENTRY;
    }
    return BYTES_PER_ENTRY + bytesOf(schema.definition());
  }

  private static long bytesOf(SchemaDefinition definition) {
    return definition.text().length() + (long) BYTES_PER_REFERENCE * definition.references().size();
  }
}
