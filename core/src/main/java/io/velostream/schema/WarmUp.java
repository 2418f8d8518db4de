// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.SchemaKey;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
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

    private final SchemaResolver resolver;
    private final List<SchemaException> failures = new ArrayList<>();
    private boolean isUnavailable;

    Run(SchemaResolver resolver) {
      this.resolver = resolver;
    }

    WarmUp load(Collection<Subject> subjects, Collection<SchemaId> ids) {
      List<SchemaKey> keys = new ArrayList<>();
      subjects.forEach(subject -> keys.add(new SchemaKey.Latest(subject)));
      ids.forEach(id -> keys.add(new SchemaKey.ById(id)));
      int done = 0;
      while (done < keys.size() && !isUnavailable) {
        int end = Math.min(keys.size(), done + SCHEMAS_PER_WAVE);
        resolver.warm(keys.subList(done, end)).forEach(this::await);
        done = end;
      }
      return new WarmUp(done - failures.size(), keys.size() - done, failures);
    }

    private void await(CompletableFuture<?> answer) {
      try {
        resolver.await(answer, "warm up");
      } catch (SchemaException e) {
        isUnavailable |= e instanceof RegistryUnavailableException;
        failures.add(e);
      }
    }
  }
}
