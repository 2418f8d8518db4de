// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.Fault;
import io.velostream.schema.testing.FaultRule;
import io.velostream.schema.testing.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

  private static SchemaResolver resolver(EmbeddedSchemaRegistry registry) {
    return SchemaResolver.builder()
        .registry(
            RegistrySettings.builder()
                .urls(List.of(URI.create(registry.url())))
                .maxConnections(WIDTH)
                .build())
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
