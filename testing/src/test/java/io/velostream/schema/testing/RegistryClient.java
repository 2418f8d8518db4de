// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to a registry over the JDK's HTTP client. One client serves all tests. */
public record RegistryClient(String url) {

  public static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public Reply get(String path) {
    return call("GET", path, "");
  }

  public Reply delete(String path) {
    return call("DELETE", path, "");
  }

  public Reply post(String path, JsonNode body) {
    return call("POST", path, body.toString());
  }

  public Reply put(String path, String name, String value) {
    return call("PUT", path, Json.object().put(name, value).toString());
  }

  public Reply register(String subject, String schema) {
    return post("/subjects/" + subject + "/versions", avro(schema));
  }

  public static ObjectNode avro(String schema) {
    return Json.object().put("schema", schema);
  }

  public static ObjectNode referring(String schema, String name, String subject, int version) {
    ObjectNode body = avro(schema);
    body.withArray("references")
        .addObject()
        .put("name", name)
        .put("subject", subject)
        .put("version", version);
    return body;
  }

  public Reply call(String method, String path, String body) {
    try {
      return exchange(method, path, body);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  public Reply exchange(String method, String path, String body) throws IOException {
    try {
      HttpResponse<String> response =
          HTTP.send(request(method, path, body), BodyHandlers.ofString());
      return new Reply(response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  /** An answer, read as JSON on demand. */
  public record Reply(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public JsonNode json() {
      try {
        return Json.read(response.body());
      } catch (IOException e) {
        throw new AssertionError(response.body(), e);
      }
    }

    public int errorCode() {
      return json().path("error_code").asInt();
    }

    public String message() {
      return json().path("message").asText();
    }
  }
}
