// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.testing.MockSchemaRegistries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class SharedResolversTest {

  private final AtomicInteger made = new AtomicInteger();
  private final SharedResolvers shared =
      new SharedResolvers(
          settings -> {
            made.incrementAndGet();
            return settings.open();
          });

  @Test
  void givesEqualSettingsOneResolverAndOthersAnother() {
    try (ResolverLease one = shared.acquire(settings("http://one", Map.of()));
        ResolverLease same = shared.acquire(settings("http://one/", Map.of()));
        ResolverLease other = shared.acquire(settings("http://two", Map.of()));
        ResolverLease slower =
            shared.acquire(settings("http://one", Map.of("http.read.timeout.ms", "7")))) {
      assertThat(same.resolver()).isSameAs(one.resolver());
      assertThat(List.of(other.resolver(), slower.resolver())).doesNotContain(one.resolver());
    }
    assertThat(made).hasValue(3);
    assertThat(shared.size()).isZero();
  }

  @Test
  void makesAnewOneAfterTheLastHasGone() {
    ResolverLease one = shared.acquire(settings("http://one", Map.of()));
    ResolverLease same = shared.acquire(settings("http://one", Map.of()));
    SchemaResolver first = one.resolver();
    one.close();
    one.close();
    assertThat(shared.size()).isEqualTo(1);
    same.close();

    assertThat(shared.size()).isZero();
    try (ResolverLease later = shared.acquire(settings("http://one", Map.of()))) {
      assertThat(later.resolver()).isNotSameAs(first);
    }
  }

  @Test
  void refusesAMakerThatNeedsWhatItMakes() {
    AtomicReference<SharedResolvers> self = new AtomicReference<>();
    ConnectionSettings settings = settings("http://one", Map.of());
    SharedResolvers nested =
        new SharedResolvers(
            same -> {
              self.get().acquire(same).close();
              return same.open();
            });
    self.set(nested);

    assertThatThrownBy(() -> nested.acquire(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("settings of its own");
    assertThat(nested.size()).isZero();
  }

  @Test
  void endsTheWaitOfOthersWhateverIsThrownWhereAResolverIsMade() throws Exception {
    CountDownLatch isMaking = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    SharedResolvers failing =
        new SharedResolvers(
            settings -> {
              isMaking.countDown();
              awaitQuietly(fail);
              throw sneaked(new Exception("a checked one, as other languages throw it"));
            });
    ConnectionSettings settings = settings("http://one", Map.of());
    CompletableFuture<?> first = CompletableFuture.runAsync(() -> failing.acquire(settings));
    isMaking.await();
    CompletableFuture<?> second = CompletableFuture.runAsync(() -> failing.acquire(settings));
    fail.countDown();

    for (CompletableFuture<?> one : List.of(first, second)) {
      assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("a checked one, as other languages throw it");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaked(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void forgetsWhatCouldNotBeMade() {
    AtomicInteger attempts = new AtomicInteger();
    SharedResolvers failing =
        new SharedResolvers(
            settings -> {
              if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("no threads left");
              }
              return settings.open();
            });
    ConnectionSettings settings = settings("http://one", Map.of());

    assertThatThrownBy(() -> failing.acquire(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no threads left");
    try (ResolverLease lease = failing.acquire(settings)) {
      assertThat(lease.resolver()).isNotNull();
    }
  }

  @Test
  void neverHandsOutAClosedResolverWhenManyComeAndGo() throws Exception {
    ConnectionSettings settings = settings("http://one", Map.of());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger users = new AtomicInteger();
    List<Future<?>> done = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      done.add(
          pool.submit(
              () -> {
                start.await();
                for (int n = 0; n < 200; n++) {
                  try (ResolverLease lease = shared.acquire(settings);
                      ResolverLease second = shared.acquire(settings)) {
                    users.incrementAndGet();
                    assertThat(second.resolver()).isSameAs(lease.resolver());
                  }
                }
                return null;
              }));
    }
    start.countDown();
    for (Future<?> future : done) {
      future.get();
    }
    pool.shutdown();

    assertThat(users).hasValue(800);
    assertThat(shared.size()).isZero();
  }

  @Test
  void serializesAndDeserializesThroughAMockRegistry() {
    Map<String, ?> configs = Map.of("schema.registry.url", "mock://shared-resolvers-test");
    TextCodec codec = new TextCodec();
    int before = SharedResolvers.global().size();
    try (SerializerEngine<String> writer =
            SerializerEngine.create(
                SerdeConfig.forSerializer(configs, true, new ConfigDef()), codec);
        DeserializerEngine<String> reader =
            DeserializerEngine.create(
                SerdeConfig.forDeserializer(configs, true, new ConfigDef()), codec)) {
      String schema = TextFormat.schema("Key");
      byte[] bytes = writer.serialize("orders", null, new TextCodec.Text(schema, "hi"));

      assertThat(reader.deserialize("orders", null, bytes))
          .isEqualTo(new TextCodec.Decoded("hi", schema, null));
      assertThat(MockSchemaRegistries.of("shared-resolvers-test").versions("orders-key"))
          .containsExactly(1);
      assertThat(SharedResolvers.global().size()).isEqualTo(before + 1);
    } finally {
      MockSchemaRegistries.drop("shared-resolvers-test");
    }
    assertThat(SharedResolvers.global().size()).isEqualTo(before);
  }

  private static ConnectionSettings settings(String url, Map<String, String> more) {
    Map<String, String> configs = new HashMap<>(more);
    configs.put("schema.registry.url", url);
    return ConnectionSettings.of(SerdeConfig.forSerializer(configs, false, new ConfigDef()));
  }
}
