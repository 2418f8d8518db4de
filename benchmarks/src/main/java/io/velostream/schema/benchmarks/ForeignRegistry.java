// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The two calls of Apicurio's API (v2) that its deserializer makes for a schema of an id. */
final class ForeignRegistry implements AutoCloseable {

  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final HttpServer server;

  private ForeignRegistry(HttpServer server) {
    this.server = server;
  }

  static ForeignRegistry start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ForeignRegistry registry = new ForeignRegistry(server);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "foreign-registry");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", registry::answer);
    server.start();
    return registry;
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/apis/registry/v2";
  }

  void put(int id, String text) {
    texts.put(String.valueOf(id), text);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String last = path[path.length - 1];
    String text = last.equals("references") ? "[]" : texts.get(last);
    byte[] body = (text == null ? "{}" : text).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("X-Registry-ArtifactType", "AVRO");
    exchange.sendResponseHeaders(text == null ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
