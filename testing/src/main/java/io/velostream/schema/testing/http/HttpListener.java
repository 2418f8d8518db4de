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
 * An open port on the loopback address and the threads behind it: one that accepts, and one for
 * each connection, so that a request that waits holds up no other. It speaks sockets, not the JDK's
 * server, because the latter shows neither when connections open and close nor the bytes of an
 * answer, and takes its settings from system properties that belong to the user.
 */
public final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final long PATIENCE_SECONDS = 10;

  private final ServerSocket server;
  private final HttpConnection conversation;
  private final RequestLog log;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocket server, HttpConnection conversation, RequestLog log) {
    this.server = server;
    this.conversation = conversation;
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
      int port, Sockets sockets, HttpConnection conversation, RequestLog log) {
    try {
      ServerSocket server = sockets.unbound();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      HttpListener listener = new HttpListener(server, conversation, log);
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
        conversation.hold(socket);
      }
    } catch (IOException gone) {
      // The client went away, spoke no HTTP, or this registry closes: there is nobody to tell.
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
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Threads of port " + port() + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the kind of server socket that the registry wants: plain or TLS. */
  @FunctionalInterface
  public interface Sockets {
    ServerSocket unbound() throws IOException;
  }
}
