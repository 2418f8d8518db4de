// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** An HTTP response, without its framing. The body must not be modified. */
public final class HttpAnswer {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String REGISTRY_JSON = "application/vnd.schemaregistry.v1+json";

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  public HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  public static HttpAnswer json(JsonNode tree) {
    return json(200, Json.print(tree));
  }

  public static HttpAnswer json(int status, String text) {
    return new HttpAnswer(status, Map.of(CONTENT_TYPE, REGISTRY_JSON), text.getBytes(UTF_8));
  }

  public static HttpAnswer error(int status, int code, String message) {
    return json(status, Json.print(Json.object().put("error_code", code).put("message", message)));
  }

  public static HttpAnswer of(RestException rejection) {
    return error(rejection.status(), rejection.code(), String.valueOf(rejection.getMessage()));
  }

  public HttpAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body);
  }

  HttpAnswer withBody(byte[] other) {
    return new HttpAnswer(status, headers, other);
  }

  public HttpAnswer gzipped() {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withBody(compressed.toByteArray()).with("Content-Encoding", "gzip");
  }
}
