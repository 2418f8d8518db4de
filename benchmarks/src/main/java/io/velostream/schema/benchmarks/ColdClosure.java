// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.benchmarks.cache.Closure40;
import io.velostream.schema.benchmarks.cache.Http2Front;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.Tls;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Times a cold closure of 40 schemas and depth 4 with 20 ms a call, by connections to one URL: over
 * HTTP/1.1 in the clear, and over HTTP/2 with TLS. The JVM is warm after the first rounds; each
 * round opens its own connections.
 */
public final class ColdClosure {

  private static final int ROUNDS = 31;

  private ColdClosure() {}

  /** Takes the numbers of connections to try; 4, 10 and 16 if none are given. */
  public static void main(String... connections) throws IOException {
    List<String> wanted = connections.length == 0 ? List.of("4", "10", "16") : List.of(connections);
    Duration delay = Duration.ofMillis(20);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      SchemaId root = SchemaId.of(Closure40.register(registry));
      System.out.println("| protocol | connections | calls | first, ms | median, ms | best, ms |");
      try (Http2Front front = new Http2Front(registry.url(), delay)) {
        RegistrySettings.Builder settings =
            RegistrySettings.builder()
                .urls(List.of(URI.create(front.url())))
                .tls(Tls.of(front.context()));
        System.out.println("| HTTP/2 " + line(front::requestCount, root, 16, settings));
      }
      registry.faults().always(Fault.delay(delay));
      for (String each : wanted) {
        RegistrySettings.Builder settings =
            RegistrySettings.builder().urls(List.of(URI.create(registry.url())));
        System.out.println(
            "| HTTP/1.1 " + line(registry::requestCount, root, Integer.parseInt(each), settings));
      }
    }
  }

  private static String line(
      IntSupplier requestCount, SchemaId root, int connections, RegistrySettings.Builder settings) {
    List<Long> millis = new ArrayList<>();
    int calls = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int before = requestCount.getAsInt();
      millis.add(once(root, settings.maxConnections(connections).build()));
      calls = requestCount.getAsInt() - before;
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

  private static long once(SchemaId root, RegistrySettings settings) {
    try (SchemaResolver resolver = SchemaResolver.builder().registry(settings).build()) {
      long started = System.nanoTime();
      resolver.resolve(resolver.byId(root));
      return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }
  }
}
