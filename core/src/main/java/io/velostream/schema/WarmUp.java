// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.ResolvedSchemaCache;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What came of a warm-up.
 *
 * @param loaded schemas that are in memory with their closures now
 * @param skipped schemas that were not asked for, because the registry was unavailable
 * @param failures why others could not be loaded
 */
public record WarmUp(int loaded, int skipped, List<SchemaException> failures) {

  public WarmUp {
    failures = List.copyOf(failures);
  }

  /** Whether all that was asked for is in memory now. */
  public boolean isComplete() {
    return skipped == 0 && failures.isEmpty();
  }

  /** One warm-up under way: one wave of a few schemas after the other. */
  static final class Run {

    private static final int SCHEMAS_PER_WAVE = 16;

    private final SchemaCache schemas;
    private final ResolvedSchemaCache resolvedSchemaCache;
    private final Duration timeout;
    private final List<SchemaException> failures = new ArrayList<>();
    private boolean isUnavailable;

    Run(SchemaCache schemas, ResolvedSchemaCache resolvedSchemaCache, Duration timeout) {
      this.schemas = schemas;
      this.resolvedSchemaCache = resolvedSchemaCache;
      this.timeout = timeout;
    }

    WarmUp load(Collection<Subject> subjects, Collection<SchemaId> ids) {
      List<SchemaKey> keys = new ArrayList<>();
      subjects.forEach(subject -> keys.add(new SchemaKey.Latest(subject)));
      ids.forEach(id -> keys.add(new SchemaKey.ById(id)));
      int done = 0;
      while (done < keys.size() && !isUnavailable) {
        int end = Math.min(keys.size(), done + SCHEMAS_PER_WAVE);
        underWay(keys.subList(done, end)).forEach(this::await);
        done = end;
      }
      return new WarmUp(done - failures.size(), keys.size() - done, failures);
    }

    /** All that one wave asks for, under way. */
    private List<CompletableFuture<?>> underWay(List<SchemaKey> keys) {
      return keys.stream()
          .<CompletableFuture<?>>map(
              key ->
                  schemas
                      .find(key, timeout)
                      .thenCompose(schema -> resolvedSchemaCache.resolve(schema, timeout)))
          .toList();
    }

    private void await(CompletableFuture<?> answer) {
      try {
        var unused = RegistryClient.await(answer, "warm up", timeout);
      } catch (SchemaException e) {
        isUnavailable |= e instanceof RegistryUnavailableException;
        failures.add(e);
      }
    }
  }
}
