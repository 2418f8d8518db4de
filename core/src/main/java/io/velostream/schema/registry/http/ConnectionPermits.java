// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.util.concurrent.CompletableFuture;

/**
 * Says when a request to one endpoint may be sent. All requests share one bound; those that are not
 * part of a closure also share a lower one, so that a herd of lookups opens few connections while a
 * wave of references may open many. Each queue serves in the order of arrival, without blocking a
 * thread.
 */
final class ConnectionPermits {

  /** Connections for everything but closures. */
  static final int MAX_LOOKUPS = 4;

  /**
   * Requests under way at once where one connection carries them all: HTTP/2. Servers are asked not
   * to allow less than 100 (RFC 9113, 6.5.2).
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

  /** How many connections requests of a kind may use at once over HTTP/1.1. */
  int connections(boolean isOfClosure) {
    return isOfClosure ? maxConnections : Math.min(MAX_LOOKUPS, maxConnections);
  }

  /** Sets the bounds for an endpoint that speaks HTTP/2, or for one that does not. */
  void setMultiplexed(boolean isMultiplexed) {
    this.isMultiplexed = isMultiplexed;
    all.limit(isMultiplexed ? Math.max(MAX_STREAMS, maxConnections) : maxConnections);
    lookups.limit(isMultiplexed ? MAX_STREAMS : connections(false));
  }

  /** Whether the endpoint was last seen to speak HTTP/2. */
  boolean isMultiplexed() {
    return isMultiplexed;
  }

  /**
   * Asks for a permit. The future completes when it is there; the holder then must {@link #release}
   * it. A waiter that completes its future itself leaves the queues.
   */
  CompletableFuture<Void> acquire(boolean isOfClosure) {
    if (isOfClosure) {
      return all.acquire();
    }
    CompletableFuture<Void> both = new CompletableFuture<>();
    CompletableFuture<Void> lookup = lookups.acquire();
    leaveWith(both, lookup);
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
    leaveWith(both, second);
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

  /** Removes a waiter from its queue when its caller has given up. */
  private static void leaveWith(CompletableFuture<Void> caller, CompletableFuture<Void> waiter) {
    var unused =
        caller.whenComplete(
            (in, left) -> {
              if (left != null) {
                waiter.completeExceptionally(left);
              }
            });
  }

  /** Gives a permit back. */
  void release(boolean isOfClosure) {
    all.release();
    if (!isOfClosure) {
      lookups.release();
    }
  }
}
