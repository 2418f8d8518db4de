// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.SchemaResolver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * One resolver for all who have equal connection settings, closed with the last of them.
 *
 * <p>The first to ask puts an entry in place and makes the resolver outside of any lock; others
 * wait for that entry alone. An entry whose count has reached zero is dead and is never used again,
 * so that closing needs no lock either.
 */
public final class SharedResolvers {

  private static final SharedResolvers OF_THIS_JVM = new SharedResolvers(ConnectionSettings::open);

  private final Function<ConnectionSettings, SharedResolver> maker;
  private final ConcurrentMap<ConnectionSettings, Entry> entries = new ConcurrentHashMap<>();

  SharedResolvers(Function<ConnectionSettings, SharedResolver> maker) {
    this.maker = maker;
  }

  public static SharedResolvers ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** A lease on the resolver with these settings, which is made if there is none. */
  public ResolverLease acquire(ConnectionSettings settings) {
    while (true) {
      Entry made = new Entry();
      Entry first = entries.putIfAbsent(settings, made);
      if (first == null) {
        make(settings, made);
      }
      Entry entry = first == null ? made : first;
      if (first == null || entry.retain()) {
        return new ResolverLease(entry.await().resolver(), () -> release(settings, entry));
      }
      entries.remove(settings, entry);
    }
  }

  /** Whether {@code resolver} is the one that these settings share. Never waits. */
  boolean holds(ConnectionSettings settings, SchemaResolver resolver) {
    Entry entry = entries.get(settings);
    SharedResolver made = entry == null ? null : entry.resolver.getNow(null);
    return made != null && made.resolver() == resolver;
  }

  public int size() {
    return entries.size();
  }

  private void make(ConnectionSettings settings, Entry entry) {
    try {
      entry.resolver.complete(maker.apply(settings));
    } catch (Throwable e) { // a checked one too, which code in other languages throws
      entries.remove(settings, entry);
      entry.resolver.completeExceptionally(e);
    }
  }

  private void release(ConnectionSettings settings, Entry entry) {
    if (entry.users.decrementAndGet() == 0) {
      entries.remove(settings, entry);
      entry.await().close();
    }
  }

  private static final class Entry {

    private final CompletableFuture<SharedResolver> resolver = new CompletableFuture<>();
    private final AtomicInteger users = new AtomicInteger(1);
    private final Thread maker = Thread.currentThread();

    /** Counts one more user in; false when the last one has gone. */
    boolean retain() {
      return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    SharedResolver await() {
      if (!resolver.isDone() && Thread.currentThread() == maker) {
        throw new IllegalStateException(
            "a listener, token source or key provider of these settings needs the resolver that is"
                + " being made with it; give what it uses settings of its own");
      }
      try {
        return resolver.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e;
      }
    }
  }
}
