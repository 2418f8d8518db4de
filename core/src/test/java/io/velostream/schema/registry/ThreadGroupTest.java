// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A resolver that has been closed leaves no group of threads behind, which would be leaked. */
@Timeout(60)
class ThreadGroupTest {

  private static int groups() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    ThreadGroup[] all = new ThreadGroup[10_000];
    int count = root.enumerate(all);
    int ours = 0;
    for (int i = 0; i < count; i++) {
      if (all[i].getName().startsWith("velostream")) {
        ours++;
      }
    }
    return ours;
  }

  @Test
  void doesNotPileUpThreadGroupsHoweverManyResolversComeAndGo() {
    int open = 0;
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      for (int i = 0; i < 20; i++) {
        try (SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(RegistrySettings.of(URI.create(registry.url())))
                .build()) {
          assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");
          open = Math.max(open, groups());
        }
      }
      long start = System.nanoTime();
      while (groups() >= 5 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
        System.gc(); // selectors end a moment after their client; later JDKs collect the groups
      }

      assertThat(open).isPositive();
      assertThat(groups()).isLessThan(5);
    }
  }
}
