// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers paths with bodies as Apicurio's registry does. */
public final class ApicurioStub implements AutoCloseable {

  public static final String BASE = "/behind/a/proxy/apis";

  /** Bodies by path, without {@link #BASE}. */
  public final Map<String, String> bodies = new ConcurrentHashMap<>();

  /** The paths asked for. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private volatile boolean isDown;

  public ApicurioStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + BASE + "/ccompat/v7";
  }

  /** Gives a text an id of each kind. */
  public void add(long globalId, long contentId, String text, String references) {
    add("/registry/v2/ids/globalIds/" + globalId, text, references);
    add("/registry/v2/ids/contentIds/" + contentId, text, references);
  }

  private void add(String path, String text, String references) {
    bodies.put(path, text);
    bodies.put(path + "/references", references);
  }

  public void isDown(boolean isDown) {
    this.isDown = isDown;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath().substring(BASE.length());
      requests.add(path);
      String body = bodies.get(path);
      int status = isDown ? 503 : body == null ? 404 : 200;
      byte[] bytes =
          (status == 200
                  ? body
                  : "{\"message\":\"No content with this id was found.\",\"error_code\":"
                      + status
                      + ",\"name\":\"ContentNotFoundException\"}")
              .getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
