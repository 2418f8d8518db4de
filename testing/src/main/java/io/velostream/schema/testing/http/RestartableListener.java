// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A listener that can stop and listen again on the same port. It listens from its construction on.
 * Safe for threads.
 */
public final class RestartableListener implements AutoCloseable {

  private final HttpListener.Sockets sockets;
  private final HttpConnection connection;
  private final RequestLog log;
  private final int port;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpListener listener;
  private boolean isClosed;

  /** Listens on a port, 0 for any free one. */
  public RestartableListener(
      int port, HttpListener.Sockets sockets, HttpConnection connection, RequestLog log) {
    this.sockets = sockets;
    this.connection = connection;
    this.log = log;
    HttpListener opened = HttpListener.open(port, sockets, connection, log);
    this.listener = opened;
    this.port = opened.port();
  }

  /** The port, which stays the same. */
  public int port() {
    return port;
  }

  /** Ends all connections and refuses new ones. Does nothing when stopped. */
  public void stop() {
    lock.lock();
    try {
      if (listener != null) {
        listener.close();
        listener = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Listens again. If it is listening, all connections are closed first.
   *
   * @throws IllegalStateException if it is closed
   */
  public void restart() {
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("The listener on port " + port + " is closed");
      }
      stop();
      listener = HttpListener.open(port, sockets, connection, log);
    } finally {
      lock.unlock();
    }
  }

  /** Stops for good. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
    } finally {
      lock.unlock();
    }
    stop();
  }
}
