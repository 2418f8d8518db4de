// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds with a registry that is not ours. */
@Tag("registry-it")
class ApicurioIT {
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static ApicurioProcess registry;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() {
    registry = ApicurioProcess.start();
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void givesBackARegisteredSchemaById() throws Exception {
    Schema schema =
        SchemaBuilder.record("io.velostream.shop.Sku").fields().requiredString("code").endRecord();

    JsonNode registered =
        call(
            request("/subjects/sku-value/versions")
                .POST(
                    BodyPublishers.ofString(
                        MAPPER.writeValueAsString(Map.of("schema", schema.toString())))));
    JsonNode found = call(request("/schemas/ids/" + registered.path("id").asInt()));

    assertThat(registered.path("id").asInt()).isPositive();
    assertThat(new Schema.Parser().parse(found.path("schema").asText())).isEqualTo(schema);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(registry.url() + path))
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", TYPE);
  }

  private JsonNode call(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return MAPPER.readTree(response.body());
  }
}
