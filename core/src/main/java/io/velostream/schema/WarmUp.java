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
 * The result of a warm-up.
 *
 * @param loaded the number of schemas that were loaded with their closures
 * @param skipped the number of schemas that were not requested, because the registry was
 *     unavailable
 * @param failures the failures of other schemas
 */
public record WarmUp(int loaded, int skipped, List<SchemaException> failures) {

  public WarmUp {
    failures = List.copyOf(failures);
  }

  /** Whether all schemas were loaded. */
  public boolean isComplete() {
    return skipped == 0 && failures.isEmpty();
  }

  /** One warm-up, in waves of a few schemas. */
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
        start(keys.subList(done, end)).forEach(this::await);
        done = end;
      }
      return new WarmUp(done - failures.size(), keys.size() - done, failures);
    }

    /** Starts the requests of one wave. */
    private List<CompletableFuture<?>> start(List<SchemaKey> keys) {
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
