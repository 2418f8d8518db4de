// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the JDK's HTTP clients with its connections and its selector thread.
 *
 * <p>That client has no way to close before Java 21: its selector thread ends only when the client
 * is garbage, or when it is interrupted. So the client is made in a thread group of its own, which
 * its selector thread then belongs to, and closing interrupts that group. Only the selector lives
 * there: the threads that run callbacks must not, so that no caller's code is interrupted.
 *
 * <p>Its users are counted, its owner among them. Once the owner has retired it, it serves those
 * who are in to the end and closes with the last one.
 */
public final class HttpPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPool.class);

  /** The longest that it may take to make a client, which opens nothing but a selector. */
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final ThreadGroup selector;
  private final HttpClient client;
  private final @Nullable Thread selectorThread;
  private final @Nullable AutoCloseable closedWithIt;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A pool of the connections of one client.
   *
   * @param closedWithIt what its connections need and nobody else, such as their keys
   * @param home the group that the selector's own is made in, which must not be that of another
   *     pool: interrupting a group interrupts those in it
   */
  public HttpPool(
      HttpClient.Builder builder, @Nullable AutoCloseable closedWithIt, ThreadGroup home) {
    this(builder, closedWithIt, home, LONGEST_START);
  }

  /** The same with another longest time to make the client. */
  @SuppressWarnings("removal") // before Java 19 a group is garbage only once it is destroyed
  public HttpPool(
      HttpClient.Builder builder,
      @Nullable AutoCloseable closedWithIt,
      ThreadGroup home,
      Duration longestStart) {
    this.selector = new ThreadGroup(home, "velostream-registry-selector");
    this.selector.setDaemon(true); // destroyed as its last thread, the selector, ends
    this.closedWithIt = closedWithIt;
    this.client = made(builder, longestStart);
    this.selectorThread = namedSelector();
  }

  /** The client, made by a thread of the group; its failure, or one of our own when it hangs. */
  private HttpClient made(HttpClient.Builder builder, Duration longest) {
    CompletableFuture<HttpClient> making =
        CompletableFuture.supplyAsync(
            builder::build, make -> new Thread(selector, make, "velostream-registry").start());
    long end = System.nanoTime() + longest.toNanos();
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return making.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
      }
    } catch (TimeoutException e) {
      selector.interrupt();
      throw new IllegalStateException(
          "the JDK made no HTTP client within " + longest.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the JDK made no HTTP client: " + e.getCause(), e.getCause());
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable Thread namedSelector() {
    Thread[] members = new Thread[selector.activeCount() + 1];
    int count = selector.enumerate(members);
    Thread named = null;
    for (int i = 0; i < count; i++) {
      if (!members[i].getName().equals("velostream-registry")) {
        members[i].setName("velostream-registry-selector");
        named = members[i];
      }
    }
    return named;
  }

  /**
   * Whether no request can be sent any more though nobody closed it: an {@link Error} in the
   * selector thread, such as a lack of memory, ends the JDK's client for good.
   */
  boolean isBroken() {
    return selectorThread != null && !selectorThread.isAlive() && !closed.get();
  }

  /** Lets one user in, who must {@link #leave()}; false when the pool is retired and empty. */
  boolean enter() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Sends a request of a user who is in. Never throws. */
  CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, int maxBytes) {
    try {
      return client.sendAsync(request, head -> new BoundedBody(maxBytes));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  void leave() {
    if (users.decrementAndGet() == 0) {
      close();
    }
  }

  /** Gives up the owner's place: the pool closes when its last user has left. */
  void retire() {
    leave();
  }

  /** Closes all connections at once. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      selector.interrupt();
      if (client instanceof AutoCloseable closeable) {
        closeQuietly(closeable);
      }
      if (closedWithIt != null) {
        closeQuietly(closedWithIt);
      }
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Throwable e) {
      LOG.warn("{} failed to close", part.getClass().getName(), e);
    }
  }
}
