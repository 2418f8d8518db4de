// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.util.UserCodeClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * The engines of a task manager. Tasks of a table share one, and so do its next attempts after a
 * failure. Flink's formats are opened but never closed: an engine is closed when Flink releases the
 * class loader of the last job that uses it. Engines with equal connections share one resolver.
 *
 * <p>With the jar in {@code lib}, all jobs share; with the jar in a job, the tasks of that job do.
 */
final class SharedEngines {

  private static final SharedEngines OF_THIS_JVM = new SharedEngines();
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Map<RowSpec, Entry> entries = new ConcurrentHashMap<>();

  private static final class Entry {

    final RowEngine engine;
    final long number = NUMBERS.incrementAndGet();
    final Set<Object> users = new HashSet<>();

    Entry(RowEngine engine) {
      this.engine = engine;
    }
  }

  static SharedEngines ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** The engine of a table, which stays open until the class loader is released. */
  RowEngine acquire(RowSpec spec, UserCodeClassLoader loader) {
    ClassLoader user = loader.asClassLoader();
    Entry held = acquire(spec, user);
    loader.registerReleaseHookIfAbsent("velostream-sql-" + held.number, () -> release(spec, user));
    return held.engine;
  }

  /** The engine of a table, for a user that releases it. */
  RowEngine acquireFor(RowSpec spec, Object user) {
    return acquire(spec, user).engine;
  }

  private Entry acquire(RowSpec spec, Object user) {
    Entry held = join(spec, user, null);
    if (held == null) {
      Entry created = new Entry(create(spec));
      held = join(spec, user, created);
      if (held != created) {
        created.engine.close();
      }
    }
    if (held == null) {
      throw new IllegalStateException("no engine for " + spec.topic());
    }
    return held;
  }

  /** Adds a user to the entry that there is, or to the given one. */
  private @Nullable Entry join(RowSpec spec, Object user, @Nullable Entry created) {
    return entries.compute(
        spec,
        (key, known) -> {
          Entry entry = known == null ? created : known;
          if (entry != null) {
            entry.users.add(user);
          }
          return entry;
        });
  }

  /** Threads of the engine must not keep the class loader of the job that comes first. */
  private static RowEngine create(RowSpec spec) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(SharedEngines.class.getClassLoader());
    try {
      return new RowEngine(spec);
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /** Ends the use of an engine, and closes it after the last one. Idempotent. */
  void release(RowSpec spec, Object user) {
    Entry[] unused = new Entry[1];
    entries.computeIfPresent(
        spec,
        (key, entry) -> {
          entry.users.remove(user);
          if (!entry.users.isEmpty()) {
            return entry;
          }
          unused[0] = entry;
          return null;
        });
    if (unused[0] != null) {
      unused[0].engine.close();
    }
  }

  /** The number of open engines. */
  int size() {
    return entries.size();
  }
}
