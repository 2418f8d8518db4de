// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * One socket for each listener of a node, bound before the node is created, so that its settings
 * can contain the ports.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {

  private final Map<String, ServerSocketChannel> sockets;

  private BoundSockets(Map<String, ServerSocketChannel> sockets) {
    this.sockets = Map.copyOf(sockets);
  }

  static BoundSockets open(List<String> listeners) throws IOException {
    Map<String, ServerSocketChannel> sockets = new HashMap<>();
    for (String listener : listeners) {
      sockets.put(listener, ServerSocketChannel.open());
    }
    BoundSockets bound = new BoundSockets(sockets);
    try {
      for (ServerSocketChannel socket : sockets.values()) {
        socket.configureBlocking(false);
        socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), 0));
      }
      return bound;
    } catch (IOException | RuntimeException e) {
      bound.close();
      throw e;
    }
  }

  private ServerSocketChannel socket(String listener) {
    return Objects.requireNonNull(sockets.get(listener), listener);
  }

  int port(String listener) {
    return socket(listener).socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferSize) {
    return socket(listener);
  }

  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : sockets.values()) {
      socket.close();
    }
  }
}
