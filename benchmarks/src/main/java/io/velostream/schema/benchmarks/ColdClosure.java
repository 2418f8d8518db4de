// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times a cold closure of 40 schemas and depth 4 with 20 ms a call, by connections to one URL. */
public final class ColdClosure {

  private static final int ROUNDS = 15;

  private ColdClosure() {}

  /** Takes the numbers of connections to try; 4, 10 and 16 if none are given. */
  public static void main(String... connections) {
    List<String> wanted = connections.length == 0 ? List.of("4", "10", "16") : List.of(connections);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      SchemaId root = SchemaId.of(Closure40.register(registry));
      registry.faults().always(Fault.delay(Duration.ofMillis(20)));
      System.out.println("| connections | calls | first, ms | median, ms | best, ms |");
      for (String each : wanted) {
        System.out.println(line(registry, root, Integer.parseInt(each)));
      }
    }
  }

  private static String line(EmbeddedSchemaRegistry registry, SchemaId root, int connections) {
    List<Long> millis = new ArrayList<>();
    int calls = 0;
    for (int round = 0; round < ROUNDS; round++) {
      registry.clearRequests();
      millis.add(once(registry, root, connections));
      calls = registry.requestCount();
    }
    long first = millis.get(0);
    Collections.sort(millis);
    return "| "
        + connections
        + " | "
        + calls
        + " | "
        + first
        + " | "
        + millis.get(ROUNDS / 2)
        + " | "
        + millis.get(0)
        + " |";
  }

  private static long once(EmbeddedSchemaRegistry registry, SchemaId root, int connections) {
    RegistrySettings settings =
        RegistrySettings.builder()
            .urls(List.of(URI.create(registry.url())))
            .maxConnections(connections)
            .build();
    try (SchemaResolver resolver = SchemaResolver.builder().registry(settings).build()) {
      long started = System.nanoTime();
      resolver.resolve(resolver.byId(root));
      return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }
  }
}
