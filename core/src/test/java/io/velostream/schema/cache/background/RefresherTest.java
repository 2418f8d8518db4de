// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.background.Refresher.Priority;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.AlertSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefresherTest {

  private static final int CLIENTS = 1_000;

  @Test
  void ranksByUseAndByAge() {
    assertThat(Priority.of(1, 100, 100)).isEqualTo(Priority.DUE);
    assertThat(Priority.of(16, 100, 99)).isEqualTo(Priority.HIGH);
    assertThat(Priority.of(15, 100, 99)).isEqualTo(Priority.NORMAL);
    assertThat(Priority.of(0, 100, 200)).isEqualTo(Priority.LOW);
  }

  @Test
  void spreadsTheCallsOfAThousandClientsThatStartedTogether() {
    AtomicLong now = new AtomicLong();
    CountDownLatch never = new CountDownLatch(1);
    SchemaKey key = new SchemaKey.Latest(Subject.of("orders"));
    RegistrySettings settings;
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("orders", "\"string\"");
      settings = RegistrySettings.of(URI.create(registry.url()));
      try (RegistryClient client = RegistryClient.create(settings, SchemaListener.none())) {
        SchemaCache cache =
            new SchemaCache(
                client, CacheSettings.DEFAULT, IdentityCheck.FAIL, SchemaListener.none(), now::get);
        cache.find(key, Duration.ofSeconds(5)).join();
        registry.faults().always(Fault.holdUntil(never));

        int[] callsInSecond = run(clients(cache, key), now);

        assertThat(callsInSecond).satisfies(calls -> assertSpread(calls));
      } finally {
        never.countDown();
      }
    }
  }

  /** Between 60 % and 90 % of 300 s, about evenly. */
  private static void assertSpread(int[] calls) {
    int all = 0;
    for (int second = 0; second < calls.length; second++) {
      all += calls[second];
      if (second < 180 || second > 270) {
        assertThat(calls[second]).as("second " + second).isZero();
      }
      assertThat(calls[second]).as("second " + second).isLessThan(40);
    }
    assertThat(all).isEqualTo(CLIENTS);
  }

  /** One refresher for each client; they differ in their randomness alone. */
  private static List<Refresher> clients(SchemaCache cache, SchemaKey key) {
    CacheMaintenance.Settings settings =
        new CacheMaintenance.Settings(
            new RefreshSettings(true, 0.9, 0.3, 2),
            PrefetchSettings.DEFAULT,
            Duration.ZERO,
            AlertSettings.DEFAULT,
            Duration.ofSeconds(5));
    List<Refresher> clients = new ArrayList<>();
    while (cache.usageLog().nextExpiringRead() != null) {
      // what the lookup has left goes to nobody: each client is told by itself
    }
    for (int n = 0; n < CLIENTS; n++) {
      Refresher client =
          new Refresher(cache, CacheSettings.DEFAULT, settings, new SplittableRandom(n));
      cache.usageLog().recordExpiringRead(key);
      client.runOnce(0);
      clients.add(client);
    }
    return clients;
  }

  private static int[] run(List<Refresher> clients, AtomicLong now) {
    int[] callsInSecond = new int[300];
    for (int second = 0; second < callsInSecond.length; second++) {
      now.set(TimeUnit.SECONDS.toNanos(second));
      for (Refresher client : clients) {
        callsInSecond[second] += client.runOnce(now.get());
      }
    }
    return callsInSecond;
  }
}
