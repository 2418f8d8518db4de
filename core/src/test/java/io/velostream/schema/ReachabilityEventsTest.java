// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.ReachabilityChanged;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which URL of the registry does not answer, and that it does again. */
@Timeout(60)
class ReachabilityEventsTest {

  private static final Subject ORDERS = Subject.of("orders");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final EmbeddedSchemaRegistry other = EmbeddedSchemaRegistry.start();
  private final ConcurrentLinkedQueue<SchemaEvent> events = new ConcurrentLinkedQueue<>();
  private final AtomicLong now = new AtomicLong();
  private final SchemaResolver resolver = resolver(registry);

  private SchemaResolver resolver(EmbeddedSchemaRegistry... registries) {
    List<URI> urls = List.of(registries).stream().map(each -> URI.create(each.url())).toList();
    return SchemaResolver.builder()
        .registry(
            RegistrySettings.builder()
                .urls(urls)
                .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
                .build())
        .listener(events::add)
        .nanoTime(now::get)
        .build();
  }

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
    other.close();
  }

  private <E extends SchemaEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void tellsWhichUrlDoesNotAnswerAndThatItDoesAgain() {
    try (SchemaResolver two = resolver(registry, other)) {
      registry.register("orders", "\"string\"");
      other.register("orders", "\"string\"");
      registry.faults().always(Fault.status(503));
      assertThat(two.latest(ORDERS).name()).isEqualTo("orders:1");

      assertThat(all(ReachabilityChanged.class)).hasSize(1);
      ReachabilityChanged lost = all(ReachabilityChanged.class).get(0);
      assertThat(lost.endpoint()).isEqualTo(registry.url());
      assertThat(lost.isReachable()).isFalse();
      assertThat(lost.reason()).isEqualTo("status 503");
      assertThat(all(SchemaEvent.DegradedChanged.class)).isEmpty();

      registry.faults().clear();
      two.registry().probe();
      while (all(ReachabilityChanged.class).size() < 2) {
        Thread.onSpinWait(); // until the time-out of the test
      }
      ReachabilityChanged back = all(ReachabilityChanged.class).get(1);
      assertThat(back).isEqualTo(new ReachabilityChanged(registry.url(), true, lost.since(), null));
    }
  }

  @Test
  void tellsOfAnOutageOnceHoweverManyCallsFail() {
    registry.stop();

    for (int id = 1; id <= 3; id++) {
      SchemaId unknown = SchemaId.of(id);
      assertThatThrownBy(() -> resolver.byId(unknown))
          .isInstanceOf(RegistryUnavailableException.class);
    }

    assertThat(all(ReachabilityChanged.class))
        .singleElement()
        .satisfies(event -> assertThat(event.reason()).isEqualTo("connection refused"));
  }

  @Test
  void saysNothingOfTheCallsThatClosingEnds() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(never));
    Thread caller =
        new Thread(
            () -> {
              called.countDown();
              assertThatThrownBy(() -> resolver.byId(SchemaId.of(1))).isNotNull();
            });
    caller.start();
    called.await();
    while (registry.requestCount() == 0) {
      Thread.onSpinWait();
    }

    resolver.close();
    caller.join();
    never.countDown();

    assertThat(all(ReachabilityChanged.class)).isEmpty();
  }
}
