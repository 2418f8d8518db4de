// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the three tiers hold, and when they let go of it. */
class TiersTest {

  private final AtomicLong now = new AtomicLong();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private SchemaResolver resolver = resolver(CacheSettings.DEFAULT);

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  @Test
  void promotesASchemaThatIsUsedAgainToTheHotTier() {
    SchemaId id = SchemaId.of(registry.register("a", record("A")));
    for (int n = 0; n < 10; n++) {
      resolver.byId(id);
    }

    SchemaStats stats = resolver.stats();
    assertThat(stats.misses()).isEqualTo(1);
    assertThat(stats.hotHits()).isGreaterThanOrEqualTo(7);
    assertThat(stats.mainHits()).isEqualTo(9 - stats.hotHits());
    assertThat(stats.hits()).isEqualTo(9);
    assertThat(stats.hitRate()).isEqualTo(0.9);
    assertThat(stats.hotSchemas()).isEqualTo(1);
  }

  @Test
  void keepsEqualIdsOfTwoContextsApartInTheHotTier() {
    int here = registry.register("a", record("Here"));
    int there = registry.register(":.eu:a", record("There"));
    assertThat(there).isEqualTo(here);
    for (int n = 0; n < 10; n++) {
      assertThat(resolver.byId(SchemaId.of(here)).definition().text()).contains("Here");
      assertThat(resolver.byId(new SchemaId(".eu", there)).definition().text()).contains("There");
    }

    assertThat(resolver.stats().hotSchemas()).isEqualTo(2);
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void keepsAtMostAHundredHotSchemasOfAContext() {
    List<SchemaId> ids = new ArrayList<>();
    for (int n = 0; n < 120; n++) {
      ids.add(SchemaId.of(registry.register("s" + n, record("S" + n))));
    }
    for (int round = 0; round < 5; round++) {
      ids.forEach(resolver::byId);
    }

    assertThat(resolver.stats().hotSchemas()).isEqualTo(100);
    assertThat(resolver.stats().misses()).isEqualTo(120);
    assertThat(resolver.stats().hotHits()).isPositive();
  }

  @Test
  void countsWhatHasToLeaveForSize() {
    resolver.close();
    resolver = resolver(CacheSettings.builder().hotSchemas(0).maxSchemas(5).maxResolved(5).build());
    for (int n = 0; n < 40; n++) {
      RegisteredSchema schema =
          resolver.byId(SchemaId.of(registry.register("s" + n, record("S" + n))));
      resolver.resolve(schema);
    }

    SchemaStats stats = resolver.stats();
    assertThat(stats.evictions()).isGreaterThan(30);
    assertThat(stats.schemas()).isLessThanOrEqualTo(20);
    assertThat(stats.resolvedSchemas()).isLessThanOrEqualTo(5);
    assertThat(stats.estimatedBytes()).isBetween(1L, 10_000L);
  }

  @Test
  void answersFromTheResolvedTierAndCountsIt() {
    RegisteredSchema holder = resolver.byId(registerHolder());
    ResolvedSchema resolved = resolver.resolve(holder);
    registry.stop();

    assertThat(resolver.resolve(holder)).isSameAs(resolved);
    assertThat(resolver.stats().resolvedHits()).isEqualTo(1);
    assertThat(resolver.stats().misses()).isEqualTo(2);
  }

  @Test
  void letsAClosureGoWithTimeOnlyIfItFollowsTheNewestVersion() {
    registry.register("base", record("Base"));
    int fixed = registry.register("fixed", holder("F"), new SchemaReference("Base", "base", 1));
    int moving = registry.register("moving", holder("M"), new SchemaReference("Base", "base", -1));
    RegisteredSchema fixedHolder = resolver.byId(SchemaId.of(fixed));
    RegisteredSchema movingHolder = resolver.byId(SchemaId.of(moving));
    ResolvedSchema first = resolver.resolve(fixedHolder);
    ResolvedSchema movingFirst = resolver.resolve(movingHolder);

    now.addAndGet(Duration.ofMinutes(10).toNanos());

    assertThat(resolver.resolve(fixedHolder)).isSameAs(first);
    assertThat(resolver.resolve(movingHolder)).isNotSameAs(movingFirst);
  }

  @Test
  void forgetsASchemaByItsIdAndEverythingThatDependsOnIt() {
    SchemaId holderId = registerHolder();
    SchemaId other = SchemaId.of(registry.register("other", record("Other")));
    RegisteredSchema base = resolver.version(new SubjectVersion(Subject.of("base"), 1));
    RegisteredSchema holder = resolver.byId(holderId);
    ResolvedSchema resolved = resolver.resolve(holder);
    resolver.byId(other);
    registry.clearRequests();

    resolver.invalidate(SchemaId.of(base.idValue()));

    assertThat(resolver.resolve(holder)).isNotSameAs(resolved).isEqualTo(resolved);
    assertThat(registry.requestCount()).isEqualTo(1);
    resolver.byId(holderId);
    assertThat(registry.requestCount()).isEqualTo(2);
    resolver.byId(other);
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void forgetsASchemaByItsVersionInTheHotTierToo() {
    SchemaId id = SchemaId.of(registry.register("a", record("A")));
    for (int n = 0; n < 10; n++) {
      resolver.byId(id);
    }
    registry.clearRequests();

    resolver.invalidate(new SubjectVersion(Subject.of("a"), 1));

    assertThat(resolver.stats().hotSchemas()).isZero();
    resolver.byId(id);
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void forgetsAllOfASubjectAndWhatDependsOnIt() {
    RegisteredSchema holder = resolver.byId(registerHolder());
    ResolvedSchema resolved = resolver.resolve(holder);
    resolver.latest(Subject.of("base"));
    registry.register("base", record("Base", "more"));

    resolver.invalidate(Subject.of("base"));

    assertThat(resolver.latest(Subject.of("base")).name()).isEqualTo("base:2");
    assertThat(resolver.resolve(holder)).isNotSameAs(resolved);
  }

  @Test
  void doesNotKeepAnAnswerThatWasAskedForBeforeTheInvalidation() throws Exception {
    SchemaId id = SchemaId.of(registry.register("a", record("A")));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().next(1, Fault.holdUntil(release));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<RegisteredSchema> asking = thread.submit(() -> resolver.byId(id));
      assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();
      resolver.invalidate(id);
      release.countDown();
      assertThat(asking.get(5, TimeUnit.SECONDS).idValue()).isEqualTo(id.value());
    } finally {
      thread.shutdownNow();
    }

    resolver.byId(id);
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void warmsUpSubjectsAndIdsWithAllTheyReferTo() {
    SchemaId holderId = registerHolder();
    registry.register("other", record("Other"));

    WarmUp warmUp = resolver.warmUp(List.of(Subject.of("other")), List.of(holderId));

    assertThat(warmUp.isComplete()).isTrue();
    assertThat(warmUp.loaded()).isEqualTo(2);
    registry.stop();
    assertThat(resolver.latest(Subject.of("other")).name()).isEqualTo("other:1");
    assertThat(resolver.resolve(resolver.byId(holderId)).dependencies()).hasSize(1);
  }

  @Test
  void saysWhatCouldNotBeWarmedUp() {
    registry.register("here", record("Here"));

    WarmUp warmUp =
        resolver.warmUp(
            List.of(Subject.of("here"), Subject.of("gone")), List.of(SchemaId.of(4711)));

    assertThat(warmUp.isComplete()).isFalse();
    assertThat(warmUp.loaded()).isEqualTo(1);
    assertThat(warmUp.failures())
        .hasSize(2)
        .allSatisfy(e -> assertThat(e).isInstanceOf(SchemaNotFoundException.class));
  }

  @Test
  void givesWarmingUpUpWhenTheRegistryIsUnavailable() {
    List<SchemaId> ids = new ArrayList<>();
    for (int n = 1; n <= 100; n++) {
      ids.add(SchemaId.of(n));
    }
    registry.stop();

    WarmUp warmUp = resolver.warmUp(List.of(), ids);

    assertThat(warmUp.loaded()).isZero();
    assertThat(warmUp.skipped()).isGreaterThan(50);
    assertThat(warmUp.failures().get(0)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void forgetsEverythingWhenCleared() {
    SchemaId id = registerHolder();
    for (int n = 0; n < 5; n++) {
      resolver.resolve(resolver.byId(id));
    }
    assertThat(resolver.stats().estimatedBytes()).isPositive();

    resolver.clear();

    SchemaStats stats = resolver.stats();
    assertThat(stats.hotSchemas() + stats.schemas() + stats.resolvedSchemas()).isZero();
    assertThat(stats.estimatedBytes()).isZero();
    assertThat(resolver.dependencies().size()).isZero();
    registry.stop();
    assertThatThrownBy(() -> resolver.byId(id)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void tellsWhoDependsOnWhomAsSchemasArrive() {
    RegisteredSchema holder = resolver.byId(registerHolder());
    SubjectVersion base = new SubjectVersion(Subject.of("base"), 1);

    assertThat(resolver.dependencies().dependents(base)).containsExactly(holder);
    assertThat(resolver.dependencies().dependencies(holder)).containsExactly(base);
    resolver.resolve(holder);
    assertThat(resolver.dependencies().matching("ba*")).containsExactly(base);
  }

  @Test
  void measuresHowLongTheRegistryTakes() throws Exception {
    SchemaId id = SchemaId.of(registry.register("a", record("A")));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().next(1, Fault.holdUntil(release));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<RegisteredSchema> asking = thread.submit(() -> resolver.byId(id));
      assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();
      now.addAndGet(Duration.ofMillis(30).toNanos());
      release.countDown();
      asking.get(5, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
    resolver.byId(id);
    resolver.byId(id);

    assertThat(resolver.stats().averageMissTime()).isEqualTo(Duration.ofMillis(30));
    assertThat(resolver.stats().averageLookupTime()).isEqualTo(Duration.ofMillis(10));
  }

  private SchemaId registerHolder() {
    registry.register("base", record("Base"));
    return SchemaId.of(
        registry.register("holder", holder("H"), new SchemaReference("Base", "base", 1)));
  }

  private SchemaResolver resolver(CacheSettings settings) {
    return SchemaResolver.builder()
        .registry(RegistrySettings.of(URI.create(registry.url())))
        .cache(settings)
        .nanoTime(now::get)
        .build();
  }

  static String record(String name, String... optionalFields) {
    StringBuilder fields = new StringBuilder("{\"name\":\"id\",\"type\":\"long\"}");
    for (String field : optionalFields) {
      fields.append(",{\"name\":\"").append(field).append("\",\"type\":\"long\",\"default\":0}");
    }
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
  }

  static String holder(String name) {
    return "{\"type\":\"record\",\"name\":\""
        + name
        + "\",\"fields\":[{\"name\":\"base\",\"type\":\"Base\"}]}";
  }
}
