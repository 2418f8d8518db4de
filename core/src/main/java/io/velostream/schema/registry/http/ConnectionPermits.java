// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.util.concurrent.CompletableFuture;

/**
 * Limits the concurrent requests to one endpoint. All requests share one limit. Requests that are
 * not part of a closure also share a lower limit, so that many lookups open few connections, while
 * a wave of references may open many. Permits are granted in FIFO order, without blocking a thread.
 */
final class ConnectionPermits {

  /** The maximum connections for requests outside of closures. */
  static final int MAX_LOOKUPS = 4;

  /**
   * The maximum concurrent requests over HTTP/2, where one connection carries all. Servers should
   * allow at least 100 (RFC 9113, 6.5.2).
   */
  private static final int MAX_STREAMS = 32;

  private final int maxConnections;
  private final PermitQueue all;
  private final PermitQueue lookups;
  private volatile boolean isMultiplexed;

  ConnectionPermits(int maxConnections) {
    this.maxConnections = maxConnections;
    this.all = new PermitQueue(maxConnections);
    this.lookups = new PermitQueue(connections(false));
  }

  /** The maximum concurrent connections of a kind of request over HTTP/1.1. */
  int connections(boolean isOfClosure) {
    return isOfClosure ? maxConnections : Math.min(MAX_LOOKUPS, maxConnections);
  }

  /** Sets the limits for HTTP/2 or HTTP/1.1. */
  void setMultiplexed(boolean isMultiplexed) {
    this.isMultiplexed = isMultiplexed;
    all.limit(isMultiplexed ? Math.max(MAX_STREAMS, maxConnections) : maxConnections);
    lookups.limit(isMultiplexed ? MAX_STREAMS : connections(false));
  }

  /** Whether the last response was over HTTP/2. */
  boolean isMultiplexed() {
    return isMultiplexed;
  }

  /**
   * Requests a permit. The future completes when the permit is granted; the holder must {@link
   * #release} it. A waiter cancels by completing the future itself.
   */
  CompletableFuture<Void> acquire(boolean isOfClosure) {
    if (isOfClosure) {
      return all.acquire();
    }
    CompletableFuture<Void> both = new CompletableFuture<>();
    CompletableFuture<Void> lookup = lookups.acquire();
    cancelWith(both, lookup);
    var unused =
        lookup.whenComplete(
            (in, left) -> {
              if (left == null) {
                acquireSecond(both);
              }
            });
    return both;
  }

  private void acquireSecond(CompletableFuture<Void> both) {
    CompletableFuture<Void> second = all.acquire();
    cancelWith(both, second);
    var unused =
        second.whenComplete(
            (in, left) -> {
              if (left != null) {
                lookups.release();
              } else if (!both.complete(null)) {
                release(false);
              }
            });
  }

  /** Cancels a waiter when its caller cancels. */
  private static void cancelWith(CompletableFuture<Void> caller, CompletableFuture<Void> waiter) {
    var unused =
        caller.whenComplete(
            (in, left) -> {
              if (left != null) {
                waiter.completeExceptionally(left);
              }
            });
  }

  /** Releases a permit. */
  void release(boolean isOfClosure) {
    all.release();
    if (!isOfClosure) {
      lookups.release();
    }
  }
}
