// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.thread.DaemonThread;
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
 * One JDK HTTP client with its connections and selector thread.
 *
 * <p>Before Java 21 the client cannot be closed: its selector thread ends only when the client is
 * garbage collected, or when the thread is interrupted. So the client is created in a separate
 * thread group, which its selector thread inherits, and closing interrupts that group. Threads that
 * run callbacks are not in this group, so that callers' code is never interrupted.
 *
 * <p>Its users, including its owner, are counted. After the owner has retired it, it closes with
 * the last user.
 */
public final class HttpPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPool.class);

  /** The maximum time to create a client, which opens a selector only. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final ThreadGroup selectorGroup;
  private final HttpClient client;
  private final @Nullable Thread selectorThread;
  private final @Nullable AutoCloseable ownedResource;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Creates a pool with its client.
   *
   * @param ownedResource a resource that is closed with the pool, such as keys; null for none
   * @param parentGroup the parent of the selector's group; must not be the group of another pool,
   *     since interrupts affect nested groups
   */
  public HttpPool(
      HttpClient.Builder builder, @Nullable AutoCloseable ownedResource, ThreadGroup parentGroup) {
    this(builder, ownedResource, parentGroup, START_TIMEOUT);
  }

  /** Creates a pool with another start time-out. */
  @SuppressWarnings("removal") // before Java 19 a group must be destroyed
  public HttpPool(
      HttpClient.Builder builder,
      @Nullable AutoCloseable ownedResource,
      ThreadGroup parentGroup,
      Duration startTimeout) {
    this.selectorGroup = new ThreadGroup(parentGroup, "velostream-registry-selector");
    this.selectorGroup.setDaemon(true); // destroyed with its last thread, the selector
    this.ownedResource = ownedResource;
    this.client = build(builder, startTimeout);
    this.selectorThread = namedSelector();
  }

  /** Creates the client on a thread of the group; fails if that fails or times out. */
  private HttpClient build(HttpClient.Builder builder, Duration timeout) {
    CompletableFuture<HttpClient> making =
        CompletableFuture.supplyAsync(
            builder::build,
            make -> DaemonThread.of(selectorGroup, make, "velostream-registry").start());
    long end = System.nanoTime() + timeout.toNanos();
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
      selectorGroup.interrupt();
      throw new IllegalStateException(
          "the JDK made no HTTP client within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the JDK made no HTTP client: " + e.getCause(), e.getCause());
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable Thread namedSelector() {
    Thread[] members = new Thread[selectorGroup.activeCount() + 1];
    int count = selectorGroup.enumerate(members);
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
   * Whether the pool is unusable although it was not closed: an {@link Error} in the selector
   * thread, such as out of memory, ends the JDK's client.
   */
  boolean isBroken() {
    return selectorThread != null && !selectorThread.isAlive() && !closed.get();
  }

  /** Adds a user, who must {@link #release()}; returns false if the pool is closed. */
  boolean tryRetain() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Sends a request. Never throws. */
  CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, int maxBytes) {
    try {
      return client.sendAsync(request, head -> new BoundedBody(maxBytes));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      close();
    }
  }

  /** Removes the owner, so that the pool closes with its last user. */
  void retire() {
    release();
  }

  /** Closes all connections immediately. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      selectorGroup.interrupt();
      if (client instanceof AutoCloseable closeable) {
        closeQuietly(closeable);
      }
      if (ownedResource != null) {
        closeQuietly(ownedResource);
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
