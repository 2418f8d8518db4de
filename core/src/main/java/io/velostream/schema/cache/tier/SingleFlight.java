// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent requests for one key share one piece of work. Requests for different keys never
 * wait for each other, and nothing runs under a lock. Safe for use by many threads.
 *
 * <p>The work must store its result where {@code stored} finds it before its future completes: a
 * thread that arrives just after a flight has landed looks there once more before it takes off
 * again, so no result is fetched twice.
 *
 * <p>A flight ends whatever is thrown on its way, an {@link Error} included: one that stayed would
 * keep its key from being asked for again.
 *
 * @param <K> what is asked for
 * @param <V> what comes back
 */
public final class SingleFlight<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /**
   * Joins the flight of {@code key}, or starts it.
   *
   * @param stored gives the result if it has been stored meanwhile, else null; what it throws is
   *     the result too
   * @param work starts the work; what it throws is the result
   * @return the result; fails with what the work failed with, never wrapped
   */
  public CompletableFuture<V> fly(K key, Stored<V> stored, Supplier<CompletableFuture<V>> work) {
    CompletableFuture<V> flight = new CompletableFuture<>();
    CompletableFuture<V> other = flights.putIfAbsent(key, flight);
    if (other != null) {
      return other;
    }
    try {
      var unused =
          start(stored, work).whenComplete((value, failure) -> land(key, flight, value, failure));
    } catch (Throwable e) { // no memory for the callback
      land(key, flight, null, e);
    }
    return flight;
  }

  /** Where the result of a landed flight is found; null when it is not there. */
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

  private void land(
      K key, CompletableFuture<V> flight, @Nullable V value, @Nullable Throwable failure) {
    try {
      flights.remove(key, flight);
    } finally {
      if (value != null) {
        flight.complete(value);
      } else {
        flight.completeExceptionally(
            failure != null
                ? unwrapped(failure)
                : new IllegalStateException("no value for " + key));
      }
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable unwrapped = failure;
    while (unwrapped instanceof CompletionException && unwrapped.getCause() != null) {
      unwrapped = unwrapped.getCause();
    }
    return unwrapped;
  }
}
