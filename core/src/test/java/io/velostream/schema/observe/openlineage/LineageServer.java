// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OpenLineage server that keeps what it receives, and answers as told. */
final class LineageServer implements AutoCloseable {

  final List<JsonNode> events = new CopyOnWriteArrayList<>();
  final List<String> paths = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** The next answers; 201 when there are no more. */
  final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();

  private final HttpServer server;

  LineageServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Integer status = statuses.poll();
    if (status == null) {
      events.add(new ObjectMapper().readTree(body));
    }
    exchange.sendResponseHeaders(status == null ? 201 : status, -1);
    exchange.close();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  List<String> types() {
    return events.stream().map(each -> each.get("eventType").textValue()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
