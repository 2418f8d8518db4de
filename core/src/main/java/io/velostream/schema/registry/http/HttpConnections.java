// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.Json;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.thread.DaemonThread;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The sockets and threads of one client, shared by all its endpoints.
 *
 * <p>Requests use one pair of pools. When keys or certificates change, a new pair replaces it, and
 * the old one closes with its last request.
 *
 * <p>The JDK's client completes its futures on the common pool or on a new thread; here they are
 * completed on the threads of this class.
 */
public final class HttpConnections implements AutoCloseable {

  private static final int MAX_THREADS = 3;
  private static final long IDLE_THREAD_SECONDS = 10;

  private final DeadlineTimer timer;
  private final ThreadGroup threadGroup = Thread.currentThread().getThreadGroup();
  private final ThreadPoolExecutor threads = threads(threadGroup);
  private final TlsPools pools;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Creates the pools. No connection is opened yet.
   *
   * @throws RuntimeException when keys or certificates cannot be read
   */
  public HttpConnections(RegistrySettings settings, DeadlineTimer timer) {
    this.timer = timer;
    this.pools = new TlsPools(settings, timer, context -> pools(settings, context));
  }

  public DeadlineTimer timer() {
    return timer;
  }

  /**
   * Sends one request and reads the whole body before the deadline. A request that takes longer, or
   * whose response exceeds the limit, fails with an {@link IOException} and closes its connection.
   *
   * @param isExtra whether it exceeds the number of concurrent requests whose connections are kept
   */
  CompletableFuture<HttpResponse<byte[]>> exchange(
      HttpRequest request, Deadline deadline, boolean isExtra) {
    if (closed.get()) {
      return CompletableFuture.failedFuture(new IOException("the registry client is closed"));
    }
    return pools.isCheckDue()
        ? CompletableFuture.runAsync(pools::check, threads)
            .thenCompose(checked -> exchange(pools.acquire(isExtra), request, deadline))
        : exchange(pools.acquire(isExtra), request, deadline);
  }

  private CompletableFuture<HttpResponse<byte[]>> exchange(
      HttpPools.Slot slot, HttpRequest request, Deadline deadline) {
    CompletableFuture<HttpResponse<byte[]>> result = new CompletableFuture<>();
    AtomicBoolean isReleased = new AtomicBoolean();
    BiConsumer<@Nullable HttpResponse<byte[]>, @Nullable Throwable> end =
        (response, failure) -> {
          if (isReleased.compareAndSet(false, true)) {
            slot.release();
          }
          if (response != null) {
            result.complete(response);
          } else {
            result.completeExceptionally(Failures.unwrap(Objects.requireNonNull(failure)));
          }
        };
    try {
      CompletableFuture<HttpResponse<byte[]>> sent = slot.send(request, Json.MAX_BYTES);
      Future<?> timeoutTask =
          timer.at(
              deadline,
              () -> {
                result.completeExceptionally(
                    new HttpTimeoutException("no complete answer in time"));
                sent.cancel(true);
              });
      var unused =
          sent.whenCompleteAsync(
                  (response, failure) -> {
                    timeoutTask.cancel(false);
                    end.accept(response, failure);
                  },
                  threads)
              .exceptionally( // also if no thread is available for the callback above
                  failure -> {
                    timeoutTask.cancel(false);
                    end.accept(null, failure);
                    return null;
                  });
    } catch (RuntimeException | Error e) {
      end.accept(null, e);
    }
    return result;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pools.close();
      threads.shutdown();
    }
  }

  private HttpPools pools(RegistrySettings settings, @Nullable SSLContext context) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(threads);
    settings.proxy().ifPresent(address -> builder.proxy(ProxySelector.of(address)));
    if (context != null) {
      builder.sslContext(context).sslParameters(settings.tls().parameters(context));
    }
    AutoCloseable keys = context instanceof AutoCloseable closeable ? closeable : null;
    return new HttpPools(
        new HttpPool(builder, keys, threadGroup),
        closedWithIt -> new HttpPool(builder, closedWithIt, threadGroup),
        timer);
  }

  /**
   * Creates threads in the given group. A selector thread may start them too, and its own group is
   * interrupted on close.
   */
  private static ThreadPoolExecutor threads(ThreadGroup home) {
    AtomicInteger threadNumber = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                DaemonThread.of(
                    home, task, "velostream-registry-http-" + threadNumber.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
