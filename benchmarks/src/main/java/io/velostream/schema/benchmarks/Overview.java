// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.json.JsonOrders;
import io.velostream.schema.benchmarks.process.Forks;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the first table of the documentation: what a user sees of ours, of plain Avro or
 * Jackson, and of Apicurio's serializers. Each figure is the least of several JVMs, in which the
 * contenders take turns.
 */
public final class Overview {

  static final String JSON_TOPIC = "overview-json";

  private final String url;
  private final int rounds;

  /** The URL of Apicurio's registry and the jars of its serializers; empty to leave it out. */
  private final List<String> apicurio;

  private Overview(String url, int rounds, List<String> apicurio) {
    this.url = url;
    this.rounds = rounds;
    this.apicurio = apicurio;
  }

  /**
   * Takes the number of rounds (3), and, to have Apicurio beside, the URL of its registry and the
   * class path of its serializers for Avro and JSON Schema.
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      String schema = registerOrder(registry);
      List<String> apicurio =
          List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
      if (!apicurio.isEmpty()) {
        submitOrder(apicurio.get(0), schema);
      }
      new Overview(registry.url(), rounds, apicurio).print();
    }
  }

  /** Has the JSON schema of the order registered, and gives it. */
  private static String registerOrder(EmbeddedSchemaRegistry registry)
      throws IOException, InterruptedException {
    try (KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>()) {
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);
      serializer.serialize(JSON_TOPIC, JsonOrders.order());
    }
    URI schema =
        URI.create(registry.url() + "/subjects/" + JSON_TOPIC + "-value/versions/1/schema");
    return send(HttpRequest.newBuilder(schema).build());
  }

  /** Apicurio's serializer of JSON takes schemas that its registry has. */
  private static void submitOrder(String url, String schema)
      throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(URI.create(url + "/groups/default/artifacts?ifExists=RETURN"))
            .header("Content-Type", "application/json")
            .header("X-Registry-ArtifactId", JSON_TOPIC + "-value")
            .header("X-Registry-ArtifactType", "JSON")
            .POST(HttpRequest.BodyPublishers.ofString(schema))
            .build());
  }

  private static String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + " answered " + response.statusCode() + response.body());
    }
    return response.body();
  }

  private void print() throws IOException {
    System.out.println("| what | VeloStream | Avro or Jackson | Apicurio |");
    System.out.println("|---|---|---|---|");
    for (OverviewRow row : OverviewRow.values()) {
      long ours = Long.MAX_VALUE;
      long plain = Long.MAX_VALUE;
      long theirs = Long.MAX_VALUE;
      for (int round = 0; round < rounds; round++) {
        ours = Math.min(ours, measure(row, OverviewCodecs.OURS, url));
        plain = row.hasPlain() ? Math.min(plain, measure(row, OverviewCodecs.PLAIN, url)) : plain;
        theirs =
            apicurio.isEmpty()
                ? theirs
                : Math.min(theirs, measure(row, OverviewCodecs.THEIRS, apicurio.get(0)));
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s |%n",
          row.title(),
          cell(ours),
          cell(plain),
          cell(theirs));
    }
  }

  private static String cell(long figure) {
    return figure == Long.MAX_VALUE ? "" : String.format(Locale.ROOT, "%,d", figure);
  }

  private long measure(OverviewRow row, String whose, String registry) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Forks.javaCommand());
    command.add("-Xmx1g");
    command.add("-cp");
    command.add(
        (whose.equals(OverviewCodecs.THEIRS) ? apicurio.get(1) + File.pathSeparator : "")
            + System.getProperty("java.class.path"));
    command.addAll(List.of(OverviewRun.class.getName(), row.name(), whose, registry));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      return Long.parseLong(
          Objects.requireNonNull(out.readLine(), row + " of " + whose + " gave no figure"));
    }
  }
}
