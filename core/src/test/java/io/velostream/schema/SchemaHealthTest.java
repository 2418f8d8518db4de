// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.DegradedChanged;
import io.velostream.schema.event.SchemaHealth;
import io.velostream.schema.event.SchemaHealth.Reachability;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "health(): reachable, degraded since, breaker state for each URL, oldest stale answer." */
@Timeout(30)
class SchemaHealthTest {

  private static final Subject ORDERS = Subject.of("orders-value");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final ConcurrentLinkedQueue<SchemaEvent> events = new ConcurrentLinkedQueue<>();
  private final AtomicLong now = new AtomicLong();
  private final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.of(URI.create(registry.url())))
          .listener(events::add)
          .nanoTime(now::get)
          .build();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private List<Boolean> degradedChanges() {
    return events.stream()
        .filter(DegradedChanged.class::isInstance)
        .map(event -> ((DegradedChanged) event).isDegraded())
        .toList();
  }

  @Test
  void knowsNothingBeforeTheFirstCallAndMakesNone() {
    SchemaHealth health = resolver.health();

    assertThat(health.reachability()).isEqualTo(Reachability.UNKNOWN);
    assertThat(health.isDegraded()).isFalse();
    assertThat(health.oldestStale()).isNull();
    assertThat(health.breakers()).hasSize(1);
    assertThat(health.breakers().get(0).endpoint()).isEqualTo(registry.url());
    assertThat(health.breakers().get(0).phase()).isEqualTo(Phase.CLOSED);
    assertThat(registry.requestCount()).isZero();
  }

  @Test
  void tellsSinceWhenItDoesWithoutTheRegistryAndHowOldWhatItServesIs() {
    registry.register("orders-value", "\"string\"");
    resolver.latest(ORDERS);
    assertThat(resolver.health().reachability()).isEqualTo(Reachability.REACHABLE);
    registry.stop();
    pass(Duration.ofSeconds(301));

    resolver.latest(ORDERS);
    pass(Duration.ofSeconds(2));
    SchemaHealth outage = resolver.health();

    assertThat(outage.reachability()).isEqualTo(Reachability.UNREACHABLE);
    assertThat(outage.isDegraded()).isTrue();
    assertThat(outage.oldestStale()).isEqualTo(Duration.ofSeconds(303));
    assertThat(outage.breakers().get(0).consecutiveFailures()).isEqualTo(3);
    assertThat(degradedChanges()).containsExactly(true);
    assertThat(events).contains(new DegradedChanged(true, outage.degradedSince()));

    registry.restart();
    pass(Duration.ofSeconds(5));
    resolver.latest(ORDERS);

    SchemaHealth after = resolver.health();
    assertThat(after.reachability()).isEqualTo(Reachability.REACHABLE);
    assertThat(after.isDegraded()).isFalse();
    assertThat(after.oldestStale()).isNull();
    assertThat(degradedChanges()).containsExactly(true, false);
  }

  @Test
  void announcesAnOutageOnceHoweverManyLookupsFail() {
    registry.stop();
    for (int id = 1; id <= 3; id++) {
      SchemaId unknown = SchemaId.of(id);
      assertThatThrownBy(() -> resolver.byId(unknown))
          .isInstanceOf(RegistryUnavailableException.class);
    }

    assertThat(degradedChanges()).containsExactly(true);
    assertThat(resolver.health().breakers().get(0).phase()).isEqualTo(Phase.OPEN);
    assertThat(resolver.health().oldestStale()).isNull();
  }

  @Test
  void takesARefusalForAnAnswer() {
    registry.stop();
    assertThatThrownBy(() -> resolver.latest(ORDERS))
        .isInstanceOf(RegistryUnavailableException.class);
    registry.restart();
    assertThatThrownBy(() -> resolver.latest(ORDERS))
        .isInstanceOf(io.velostream.schema.model.SchemaNotFoundException.class);

    assertThat(degradedChanges()).containsExactly(true, false);
  }

  @Test
  void staysDegradedWhileOneSubjectFailsAmongOthersThatDoNot() {
    registry.register("bad-value", "\"int\"");
    Subject bad = Subject.of("bad-value");
    resolver.latest(bad);
    FaultRule broken = FaultRule.always(Fault.status(503)).on("GET", "/subjects/bad-value/**");
    registry.faults().add(broken);
    pass(Duration.ofSeconds(301));
    for (int round = 1; round <= 4; round++) {
      resolver.latest(bad);
      registry.register("good" + round, "\"string\"");
      resolver.latest(Subject.of("good" + round));
      pass(Duration.ofSeconds(6));
    }

    assertThat(degradedChanges()).containsExactly(true);
    assertThat(resolver.health().isDegraded()).isTrue();
    assertThat(resolver.health().oldestStale()).isNotNull();

    registry.faults().clear();
    resolver.latest(bad);
    assertThat(degradedChanges()).containsExactly(true, false);
    assertThat(resolver.health().oldestStale()).isNull();
  }

  @Test
  void forgetsALookupThatFailedOnceWhenOthersAreAnsweredHalfAMinuteLater() {
    registry.register("orders-value", "\"string\"");
    registry.register("other-value", "\"int\"");
    registry.stop();
    assertThatThrownBy(() -> resolver.byId(SchemaId.of(99)))
        .isInstanceOf(RegistryUnavailableException.class);
    registry.restart();
    pass(Duration.ofSeconds(29));
    resolver.latest(ORDERS);
    assertThat(resolver.health().isDegraded()).isTrue();

    pass(Duration.ofSeconds(1));
    resolver.latest(Subject.of("other-value"));
    assertThat(degradedChanges()).containsExactly(true, false);
  }

  @Test
  void takesTheEndOfTheResolverForNoOutage() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(release));
    CompletableFuture<Object> lookup = CompletableFuture.supplyAsync(() -> resolver.latest(ORDERS));
    assertThat(registry.awaitRequests(1, Duration.ofSeconds(10))).isTrue();
    resolver.close();

    assertThatThrownBy(lookup::join)
        .hasCauseInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("closed meanwhile");
    assertThatThrownBy(() -> resolver.latest(ORDERS))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("is closed");
    assertThat(degradedChanges()).isEmpty();
    release.countDown();
  }
}
