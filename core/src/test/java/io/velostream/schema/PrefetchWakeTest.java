// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Prefetch does not wait for the background's next round. */
class PrefetchWakeTest {

  private static final String HOLDER =
      "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"f\",\"type\":\"%s\"}]}";

  @Test
  void fetchesThreeLevelsByWakeUpsAlone() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver = resolver(registry)) {
      registry.register("d", TiersTest.record("d"));
      registry.register("c", String.format(HOLDER, "c", "d"), new SchemaReference("d", "d", 1));
      registry.register("b", String.format(HOLDER, "b", "c"), new SchemaReference("c", "c", 1));
      int id =
          registry.register("a", String.format(HOLDER, "a", "b"), new SchemaReference("b", "b", 1));
      awaitRoundsToEnd(resolver);

      RegisteredSchema a = resolver.byId(SchemaId.of(id));
      await(() -> resolver.stats().prefetched() == 3);

      int calls = registry.requestCount();
      for (String subject : List.of("b", "c", "d")) {
        resolver.version(new SubjectVersion(Subject.of(subject), 1));
      }
      assertThat(resolver.resolve(a).dependencies()).hasSize(3);
      assertThat(registry.requestCount()).isEqualTo(calls);
      assertThat(resolver.stats().prefetchedUsed()).isEqualTo(3);
    }
  }

  /** The first round is not woken; from then on the thread rests for hours unless it is. */
  private static void awaitRoundsToEnd(SchemaResolver resolver) {
    await(() -> background().getState() == Thread.State.TIMED_WAITING);
    assertThat(resolver.stats().prefetched()).isZero();
  }

  private static Thread background() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("velostream-background"))
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier isSo) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!isSo.getAsBoolean() && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertThat(isSo.getAsBoolean()).isTrue();
  }

  private static SchemaResolver resolver(EmbeddedSchemaRegistry registry) {
    SchemaResolverBuilder builder =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .refresh(RefreshSettings.disabled())
            .confirmInterval(Duration.ZERO)
            .prefetch(new PrefetchSettings(true, 3, 100, 3, 0.5, 10_000));
    builder.backgroundPause = Duration.ofHours(5);
    return builder.build();
  }
}
