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

  /** The maximum number of contexts with a hot table. */
  private static final int MAX_CONTEXTS = 64;

  private final int maxEntries;
  private final HotTable defaultTable;
  private final ConcurrentMap<String, HotTable> byContext = new ConcurrentHashMap<>();

  public HotTables(int maxEntries) {
    this.maxEntries = maxEntries;
    this.defaultTable = new HotTable(maxEntries);
  }

  @Nullable
  public Immutable get(SchemaId id) {
    HotTable table = tableOf(id.context());
    return table == null ? null : table.get(id.value());
  }

  /**
   * Records a use of a schema that is not in L1, and admits it if it is used enough.
   *
   * @return the evicted schema; null if none was evicted
   */
  @Nullable
  public Immutable recordUse(SchemaId id, Immutable immutable) {
    HotTable table = tableOf(id.context());
    if (table == null && byContext.size() < MAX_CONTEXTS) {
      table = byContext.computeIfAbsent(id.context(), context -> new HotTable(maxEntries));
    }
    return table == null ? null : table.recordUse(id.value(), immutable);
  }

  public void remove(SchemaId id) {
    HotTable table = tableOf(id.context());
    if (table != null) {
      table.remove(id.value());
    }
  }

  public void clear() {
    defaultTable.clear();
    byContext.values().forEach(HotTable::clear);
  }

  public int size() {
    return defaultTable.size() + byContext.values().stream().mapToInt(HotTable::size).sum();
  }

  @SuppressWarnings("ReferenceEquality") // the usual case, without comparing characters
  private @Nullable HotTable tableOf(String context) {
    return context == Subject.DEFAULT_CONTEXT || context.equals(Subject.DEFAULT_CONTEXT)
        ? defaultTable
        : byContext.get(context);
  }
}
