// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.serde.GlueSchemaLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;

/**
 * As much of AWS Glue's registry as its serializers need: knows every schema that it is asked for,
 * and the language by the text. The protocol is that of AWS's JSON services, version 1.1, as the
 * documentation of Glue's interface describes the calls.
 */
final class GlueStub implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpServer server;
  private final Map<UUID, String> schemas = new ConcurrentHashMap<>();

  GlueStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      ObjectNode answer = JSON.createObjectNode();
      int status = 200;
      if (target.endsWith(".GetSchemaByDefinition")) {
        String text = request.path("SchemaDefinition").textValue();
        UUID version = UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
        schemas.put(version, text);
        describe(answer, version, text);
      } else if (target.endsWith(".GetSchemaVersion")) {
        UUID version = UUID.fromString(request.path("SchemaVersionId").textValue());
        String text = schemas.get(version);
        if (text == null) {
          status = 400;
          answer.put("__type", "EntityNotFoundException");
        } else {
          describe(answer, version, text);
        }
      } else {
        status = 400;
        answer.put("__type", "InvalidInputException").put("Message", target);
      }
      byte[] body = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void describe(ObjectNode answer, UUID version, String text) {
    answer
        .put("SchemaVersionId", version.toString())
        .put("SchemaArn", "arn:aws:glue:us-east-1:1:schema/r/s")
        .put("SchemaDefinition", text)
        .put("DataFormat", text.contains("\"record\"") ? "AVRO" : "JSON")
        .put("VersionNumber", 1)
        .put("Status", "AVAILABLE");
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Asks the stub as a look-up without Amazon's SDK would ask Glue, but for the signature. */
  public static final class Lookup implements GlueSchemaLookup, Configurable {

    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String url = "";

    @Override
    public void configure(Map<String, ?> configs) {
      url = String.valueOf(configs.get("glue.url"));
    }

    @Override
    public @Nullable SchemaDefinition schema(UUID schemaVersionId) {
      try {
        HttpResponse<String> response =
            http.send(
                HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/x-amz-json-1.1")
                    .header("X-Amz-Target", "AWSGlue.GetSchemaVersion")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"SchemaVersionId\":\"" + schemaVersionId + "\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode answer = JSON.readTree(response.body());
        return response.statusCode() == 200
            ? SchemaDefinition.of(
                answer.path("DataFormat").textValue(), answer.path("SchemaDefinition").textValue())
            : null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
