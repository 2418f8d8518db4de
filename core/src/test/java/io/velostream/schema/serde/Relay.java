// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An address behind which a registry can be exchanged, or fall silent, while clients are open. */
public final class Relay implements AutoCloseable {

  private static final int DOWN = 0;

  private final ServerSocket server;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private volatile int port;

  private Relay(ServerSocket server, int port) {
    this.server = server;
    this.port = port;
  }

  public static Relay to(int port) {
    try {
      Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** From now on connections are closed as they come. */
  public void down() {
    lead(DOWN);
  }

  /** From now on connections lead to this port; those that are open end. */
  public void lead(int otherPort) {
    port = otherPort;
    for (Socket one = open.poll(); one != null; one = open.poll()) {
      end(one);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    down();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      open.add(client);
      int target = port;
      if (target == DOWN) {
        end(client);
      } else {
        Socket registry = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(registry);
        start(() -> pump(client, registry));
        start(() -> pump(registry, client));
      }
    }
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try {
      var unused = from.getInputStream().transferTo(to.getOutputStream());
    } finally {
      end(from);
      end(to);
    }
  }

  private static void end(Socket one) {
    try {
      one.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                Thread.currentThread().interrupt(); // the relay or the connection was closed
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
