// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;

/**
 * Registers by plain REST, and frames by hand: a zero byte, the id in four bytes, the payload. Uses
 * nothing of ours.
 *
 * @param url the registry
 * @param format how values become bytes
 * @param normalizes {@code normalize.schemas}
 */
record PeerSerializer(String url, PeerFormat format, boolean normalizes) {

  private static final int PREFIX = 5;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A record's bytes, with the schema registered under a subject. */
  byte[] write(String subject, Object value) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("schema", format.schemaOf(value));
    if (!format.type().equals("AVRO")) {
      body.put("schemaType", format.type());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    url
                        + "/subjects/"
                        + subject.replace(" ", "%20")
                        + "/versions?normalize="
                        + normalizes))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body.toString()));
    byte[] payload = format.write(value);
    return ByteBuffer.allocate(PREFIX + payload.length)
        .put((byte) 0)
        .putInt(answer(request).path("id").intValue())
        .put(payload)
        .array();
  }

  /** What a record holds, by the schema that its id names. */
  String read(byte[] bytes) throws Exception {
    ByteBuffer record = ByteBuffer.wrap(bytes);
    if (record.get() != 0) {
      throw new IOException("no magic byte");
    }
    JsonNode schema =
        answer(HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + record.getInt())));
    if (!schema.path("schemaType").asText("AVRO").equals(format.type())) {
      throw new IOException("a schema of another type: " + schema);
    }
    byte[] payload = new byte[record.remaining()];
    record.get(payload);
    return format.read(schema.path("schema").asText(), payload);
  }

  private static JsonNode answer(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
