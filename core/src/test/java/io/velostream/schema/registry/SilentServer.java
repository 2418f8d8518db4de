// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that misbehaves on the level of the socket, on any free port. */
public final class SilentServer implements AutoCloseable {

  private final ServerSocket listener;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();

  private SilentServer(int backlog) throws IOException {
    listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  /** Neither accepts nor refuses connections: what comes is lost, as behind a firewall. */
  public static SilentServer blackHole() throws IOException {
    SilentServer server = new SilentServer(1);
    while (true) {
      Socket filler = new Socket();
      server.sockets.add(filler);
      try {
        filler.connect(new InetSocketAddress(server.listener.getInetAddress(), server.port()), 300);
      } catch (SocketTimeoutException e) {
        return server;
      }
    }
  }

  /** Accepts connections and never says a word. */
  public static SilentServer mute() throws IOException {
    return answering("", false);
  }

  /** Answers each request with this text, then closes the connection if told. */
  public static SilentServer answering(String text, boolean closes) throws IOException {
    return answering(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)), closes);
  }

  /** Answers each request so, then closes the connection if told. */
  public static SilentServer answering(Speech speech, boolean closes) throws IOException {
    SilentServer server = new SilentServer(50);
    daemon(() -> server.accept(speech, closes)).start();
    return server;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int accepted() {
    return accepted.get();
  }

  private int port() {
    return listener.getLocalPort();
  }

  private void accept(Speech speech, boolean closes) {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        accepted.incrementAndGet();
        daemon(() -> converse(socket, speech, closes)).start();
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void converse(Socket socket, Speech speech, boolean closes) {
    try {
      byte[] buffer = new byte[8192];
      while (socket.getInputStream().read(buffer) >= 0) {
        speech.say(socket.getOutputStream());
        socket.getOutputStream().flush();
        if (closes) {
          socket.close();
        }
      }
    } catch (IOException e) {
      // the other side left
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "silent-server");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** What is sent for a request. */
  @FunctionalInterface
  public interface Speech {
    void say(OutputStream out) throws IOException;
  }
}
