// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

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
 * @param <K> what is asked for
 * @param <V> what comes back
 */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /**
   * Joins the flight of {@code key}, or starts it.
   *
   * @param stored gives the result if it has been stored meanwhile, else null
   * @param work starts the work
   * @return the result; fails with what the work failed with, never wrapped
   */
  CompletableFuture<V> fly(K key, Stored<V> stored, Supplier<CompletableFuture<V>> work) {
    CompletableFuture<V> flight = new CompletableFuture<>();
    CompletableFuture<V> other = flights.putIfAbsent(key, flight);
    if (other != null) {
      return other;
    }
    V present = stored.get();
    if (present != null) {
      land(key, flight, present, null);
    } else {
      var unused = start(work).whenComplete((value, failure) -> land(key, flight, value, failure));
    }
    return flight;
  }

  /** Where the result of a landed flight is found; null when it is not there. */
  @FunctionalInterface
  interface Stored<V> {
    @Nullable V get();
  }

  private static <V> CompletableFuture<V> start(Supplier<CompletableFuture<V>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void land(
      K key, CompletableFuture<V> flight, @Nullable V value, @Nullable Throwable failure) {
    flights.remove(key, flight);
    if (value != null) {
      flight.complete(value);
    } else {
      flight.completeExceptionally(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure != null ? failure : new IllegalStateException("no value for " + key));
    }
  }
}
