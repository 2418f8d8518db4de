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
 * Shares one resolver among all users with equal connection settings, with reference counting.
 *
 * <p>The first user adds an entry and creates the resolver without a lock; others wait for that
 * entry only. An entry whose count has reached zero is never used again, so closing needs no lock
 * either.
 */
public final class SharedResolvers {

  private static final SharedResolvers GLOBAL = new SharedResolvers(ConnectionSettings::open);

  private final Function<ConnectionSettings, SharedResolver> factory;
  private final ConcurrentMap<ConnectionSettings, Entry> entries = new ConcurrentHashMap<>();

  SharedResolvers(Function<ConnectionSettings, SharedResolver> factory) {
    this.factory = factory;
  }

  public static SharedResolvers global() {
    return GLOBAL;
  }

  /** Returns a lease on the resolver with these settings, which is created if there is none. */
  public ResolverLease acquire(ConnectionSettings settings) {
    while (true) {
      Entry created = new Entry();
      Entry first = entries.putIfAbsent(settings, created);
      if (first == null) {
        make(settings, created);
      }
      Entry entry = first == null ? created : first;
      if (first == null || entry.retain()) {
        return new ResolverLease(entry.await().resolver(), () -> release(settings, entry));
      }
      entries.remove(settings, entry);
    }
  }

  /** Whether {@code resolver} is the shared resolver of these settings. Never blocks. */
  boolean isShared(ConnectionSettings settings, SchemaResolver resolver) {
    Entry entry = entries.get(settings);
    SharedResolver created = entry == null ? null : entry.resolver.getNow(null);
    return created != null && created.resolver() == resolver;
  }

  public int size() {
    return entries.size();
  }

  private void make(ConnectionSettings settings, Entry entry) {
    try {
      entry.resolver.complete(factory.apply(settings));
    } catch (Throwable e) { // also checked exceptions, which other JVM languages may throw
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
    private final Thread creator = Thread.currentThread();

    /** Increments the count; returns false if it has reached zero. */
    boolean retain() {
      return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    SharedResolver await() {
      if (!resolver.isDone() && Thread.currentThread() == creator) {
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
