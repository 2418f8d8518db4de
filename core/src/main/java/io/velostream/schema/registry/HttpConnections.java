// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sockets and threads beneath one client, shared by all its endpoints.
 *
 * <p>The JDK's HTTP client has no way to close before Java 21: its selector thread ends only when
 * the client is garbage, or when it is interrupted. So the client is made in a thread group of its
 * own, which its selector thread then belongs to, and closing interrupts that group. Only the
 * selector lives there: the threads that run callbacks do not, so that no caller's code is
 * interrupted.
 *
 * <p>It also completes its futures on the common pool, or on a fresh thread where there is none;
 * they are taken back to the threads of this class before anybody sees them.
 */
final class HttpConnections implements AutoCloseable {

  /** The largest answer that is read; no schema comes near it. */
  static final int MAX_ANSWER_BYTES = 32 << 20;

  private static final int MAX_THREADS = 4;
  private static final long IDLE_THREAD_SECONDS = 10;

  private final DeadlineTimer timer;
  private final ThreadGroup selector = new ThreadGroup("velostream-registry-selector");
  private final ThreadPoolExecutor threads;
  private final HttpClient client;
  private final AtomicBoolean closed = new AtomicBoolean();

  HttpConnections(Duration connectTimeout, DeadlineTimer timer) {
    this.timer = timer;
    this.threads = threads();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .executor(threads);
    this.client =
        CompletableFuture.supplyAsync(
                builder::build, make -> new Thread(selector, make, "velostream-registry").start())
            .join();
    nameSelector();
  }

  DeadlineTimer timer() {
    return timer;
  }

  /**
   * Sends one request and reads the whole body, both before the deadline. What takes longer, or
   * answers more than the limit, fails with an {@link IOException} and loses its connection.
   */
  CompletableFuture<HttpResponse<byte[]>> exchange(HttpRequest request, Deadline deadline) {
    CompletableFuture<HttpResponse<byte[]>> result = new CompletableFuture<>();
    if (closed.get()) {
      result.completeExceptionally(new IOException("the registry client is closed"));
      return result;
    }
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
    Future<?> alarm =
        timer.at(
            deadline,
            () -> {
              result.completeExceptionally(new HttpTimeoutException("no complete answer in time"));
              sent.cancel(true);
            });
    var unused =
        sent.whenCompleteAsync(
            (response, failure) -> {
              alarm.cancel(false);
              if (failure == null) {
                result.complete(response);
              } else {
                result.completeExceptionally(Failures.unwrap(failure));
              }
            },
            threads);
    return result;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      selector.interrupt();
      if (client instanceof AutoCloseable closeable) {
        closeQuietly(closeable);
      }
      threads.shutdown();
    }
  }

  private void nameSelector() {
    Thread[] members = new Thread[selector.activeCount() + 1];
    int count = selector.enumerate(members);
    for (int i = 0; i < count; i++) {
      members[i].setName("velostream-registry-selector");
    }
  }

  private static void closeQuietly(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("the JDK's HTTP client declares no exception on close", e);
    }
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger made = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread daemon =
                  new Thread(task, "velostream-registry-http-" + made.incrementAndGet());
              daemon.setDaemon(true);
              return daemon;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
