// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColdClosureTest {

  private static final int DEPTH = 4;
  private static final int WIDTH = 10;

  @Test
  void asksForEachLevelInOneWaveAndForEachSchemaOnce() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver = resolver(registry)) {
      int id = register(registry);
      List<CountDownLatch> levels =
          IntStream.range(0, DEPTH).mapToObj(level -> new CountDownLatch(1)).toList();
      for (int level = 0; level < DEPTH; level++) {
        registry
            .faults()
            .add(
                FaultRule.always(Fault.holdUntil(levels.get(level)))
                    .on("GET", "/subjects/L" + level + "N*/**"));
      }
      RegisteredSchema root = resolver.byId(SchemaId.of(id));
      CompletableFuture<ResolvedSchema> closure =
          CompletableFuture.supplyAsync(() -> resolver.resolve(root));

      for (int wave = 1; wave <= DEPTH; wave++) {
        assertThat(registry.awaitRequests(1 + wave * WIDTH, Duration.ofSeconds(10))).isTrue();
        assertThat(registry.requestCount()).isEqualTo(1 + wave * WIDTH);
        levels.get(DEPTH - wave).countDown();
      }

      assertThat(closure.get(10, TimeUnit.SECONDS).dependencies()).hasSize(DEPTH * WIDTH);
      assertThat(registry.requestCount()).isEqualTo(1 + DEPTH * WIDTH);
      assertThat(registry.peakRequests()).isEqualTo(WIDTH);
    }
  }

  @Test
  void opensManyConnectionsForAWaveAndFewForLookups() throws Exception {
    CountDownLatch wave = new CountDownLatch(1);
    CountDownLatch lookups = new CountDownLatch(1);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver = resolver(registry)) {
      RegisteredSchema root = resolver.byId(SchemaId.of(register(registry)));
      registry.clearRequests();
      registry.faults().add(FaultRule.always(Fault.holdUntil(wave)).on("GET", "/subjects/L*/**"));
      registry.faults().add(FaultRule.always(Fault.holdUntil(lookups)).on("GET", "/schemas/ids/*"));
      ExecutorService callers = Executors.newFixedThreadPool(2 * WIDTH);
      try {
        List<Future<RegisteredSchema>> herd =
            IntStream.rangeClosed(1, 2 * WIDTH)
                .mapToObj(id -> callers.submit(() -> resolver.byId(SchemaId.of(id))))
                .toList();
        assertThat(registry.awaitRequests(4, Duration.ofSeconds(10))).isTrue();
        CompletableFuture<ResolvedSchema> closure =
            CompletableFuture.supplyAsync(() -> resolver.resolve(root));

        assertThat(registry.awaitRequests(4 + WIDTH, Duration.ofSeconds(10))).isTrue();
        assertThat(registry.requestCount()).isEqualTo(4 + WIDTH);
        wave.countDown();
        assertThat(closure.get(10, TimeUnit.SECONDS).dependencies()).hasSize(DEPTH * WIDTH);
        lookups.countDown();
        for (Future<RegisteredSchema> lookup : herd) {
          assertThat(lookup.get(10, TimeUnit.SECONDS).definition().text()).contains("record");
        }
      } finally {
        callers.shutdownNow();
      }
      assertThat(registry.peakConnections()).isEqualTo(4 + WIDTH);
    }
  }

  private static SchemaResolver resolver(EmbeddedSchemaRegistry registry) {
    return SchemaResolver.builder()
        .registry(RegistrySettings.of(URI.create(registry.url())))
        .build();
  }

  /** Levels of equal width, each schema referring to one of the level below. */
  private static int register(EmbeddedSchemaRegistry registry) {
    for (int level = 0; level < DEPTH; level++) {
      for (int i = 0; i < WIDTH; i++) {
        SchemaReference[] below =
            level == 0 ? new SchemaReference[0] : new SchemaReference[] {reference(level - 1, i)};
        registry.register("L" + level + "N" + i, record("L" + level + "N" + i), below);
      }
    }
    SchemaReference[] top =
        IntStream.range(0, WIDTH)
            .mapToObj(i -> reference(DEPTH - 1, i))
            .toArray(SchemaReference[]::new);
    return registry.register("root", record("Root"), top);
  }

  private static SchemaReference reference(int level, int index) {
    String name = "L" + level + "N" + index;
    return new SchemaReference(name, name, 1);
  }

  private static String record(String name) {
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[]}";
  }
}
