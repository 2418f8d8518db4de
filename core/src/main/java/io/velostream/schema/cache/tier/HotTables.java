// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Tier L1: one {@link HotTable} for each registry context. Safe for use by many threads. */
public final class HotTables {

  /** Beyond so many contexts, further ones do without a hot table. */
  private static final int MOST_CONTEXTS = 64;

  private final int maxEntries;
  private final HotTable ofDefaultContext;
  private final ConcurrentMap<String, HotTable> byContext = new ConcurrentHashMap<>();

  public HotTables(int maxEntries) {
    this.maxEntries = maxEntries;
    this.ofDefaultContext = new HotTable(maxEntries);
  }

  @Nullable
  public Immutable get(SchemaId id) {
    HotTable table = of(id.context());
    return table == null ? null : table.get(id.value());
  }

  /**
   * Counts a use of a schema that is not hot, and makes it hot if it is used enough.
   *
   * @return the schema that is no longer hot for that; null when none had to leave
   */
  @Nullable
  public Immutable used(SchemaId id, Immutable immutable) {
    HotTable table = of(id.context());
    if (table == null && byContext.size() < MOST_CONTEXTS) {
      table = byContext.computeIfAbsent(id.context(), context -> new HotTable(maxEntries));
    }
    return table == null ? null : table.used(id.value(), immutable);
  }

  public void remove(SchemaId id) {
    HotTable table = of(id.context());
    if (table != null) {
      table.remove(id.value());
    }
  }

  public void clear() {
    ofDefaultContext.clear();
    byContext.values().forEach(HotTable::clear);
  }

  public int size() {
    return ofDefaultContext.size() + byContext.values().stream().mapToInt(HotTable::size).sum();
  }

  @SuppressWarnings("ReferenceEquality") // the usual case, told without comparing characters
  private @Nullable HotTable of(String context) {
    return context == Subject.DEFAULT_CONTEXT || context.equals(Subject.DEFAULT_CONTEXT)
        ? ofDefaultContext
        : byContext.get(context);
  }
}
