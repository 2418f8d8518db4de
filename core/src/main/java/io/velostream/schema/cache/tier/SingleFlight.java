// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Single flight: concurrent requests for one key share one execution. Requests for different keys
 * never wait for each other, and no lock is held during the execution. Safe for use by many
 * threads.
 *
 * <p>The work must store its result before its future completes. A thread that arrives just after a
 * flight has completed checks {@code stored} before it starts a new one, so that no result is
 * fetched twice.
 *
 * <p>A flight completes whatever is thrown, an {@link Error} included; otherwise its key would be
 * blocked.
 *
 * @param <K> the keys
 * @param <V> the results
 */
public final class SingleFlight<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /**
   * Joins the flight of {@code key}, or starts it.
   *
   * @param stored returns the result if it is stored, else null; an exception becomes the result
   * @param work starts the work; an exception becomes the result
   * @return the result; fails with the failure of the work, unwrapped
   */
  public CompletableFuture<V> joinOrStart(
      K key, Stored<V> stored, Supplier<CompletableFuture<V>> work) {
    CompletableFuture<V> flight = new CompletableFuture<>();
    CompletableFuture<V> other = flights.putIfAbsent(key, flight);
    if (other != null) {
      return other;
    }
    try {
      var unused =
          start(stored, work)
              .whenComplete((value, failure) -> complete(key, flight, value, failure));
    } catch (Throwable e) { // out of memory for the callback
      complete(key, flight, null, e);
    }
    return flight;
  }

  /** Returns the stored result of a completed flight; null if there is none. */
  @FunctionalInterface
  public interface Stored<V> {
    @Nullable V get();
  }

  private static <V> CompletableFuture<V> start(
      Stored<V> stored, Supplier<CompletableFuture<V>> work) {
    try {
      V present = stored.get();
      return present != null ? CompletableFuture.completedFuture(present) : work.get();
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void complete(
      K key, CompletableFuture<V> flight, @Nullable V value, @Nullable Throwable failure) {
    try {
      flights.remove(key, flight);
    } finally {
      if (value != null) {
        flight.complete(value);
      } else {
        flight.completeExceptionally(
            failure != null ? unwrap(failure) : new IllegalStateException("no value for " + key));
      }
    }
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable unwrapped = failure;
    while (unwrapped instanceof CompletionException && unwrapped.getCause() != null) {
      unwrapped = unwrapped.getCause();
    }
    return unwrapped;
  }
}
