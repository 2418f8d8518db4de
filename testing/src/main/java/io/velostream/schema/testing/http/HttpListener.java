// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A server socket on the loopback address with its threads: one that accepts, and one for each
 * connection, so that a delayed request does not delay others. It does not use the JDK's HTTP
 * server, which exposes neither connections nor the bytes of responses, and is configured by system
 * properties that belong to the user.
 */
public final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final long CLOSE_TIMEOUT_SECONDS = 10;

  private final ServerSocket server;
  private final HttpConnection connection;
  private final RequestLog log;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocket server, HttpConnection connection, RequestLog log) {
    this.server = server;
    this.connection = connection;
    this.log = log;
    String name = "embedded-schema-registry-" + server.getLocalPort();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Opens a port, 0 for any free one. */
  public static HttpListener open(
      int port, Sockets sockets, HttpConnection connection, RequestLog log) {
    try {
      ServerSocket server = sockets.unbound();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      HttpListener listener = new HttpListener(server, connection, log);
      listener.threads.execute(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on port " + port, e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        start(socket);
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void start(Socket socket) throws IOException {
    try {
      threads.execute(() -> serve(socket));
    } catch (RejectedExecutionException closing) {
      socket.close();
    }
  }

  private void serve(Socket socket) {
    log.connected();
    try (socket) {
      if (!server.isClosed()) {
        socket.setTcpNoDelay(true);
        connection.serve(socket);
      }
    } catch (IOException closed) {
      // The client has disconnected or does not speak HTTP, or this registry is closing.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      log.disconnected();
    }
  }

  /** Closes the port and all connections, and waits until their threads have ended. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Threads of port " + port() + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Creates unbound server sockets, plain or TLS. */
  @FunctionalInterface
  public interface Sockets {
    ServerSocket unbound() throws IOException;
  }
}
