// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which events tell of what the cache learned, and that they tell of it once. */
class CacheEventsTest {

  private static final Subject ORDERS = Subject.of("orders");
  private static final SchemaDefinition STRING = SchemaDefinition.of("AVRO", "\"string\"");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final ConcurrentLinkedQueue<SchemaEvent> events = new ConcurrentLinkedQueue<>();
  private final AtomicLong now = new AtomicLong();
  private boolean isFailing;
  private final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.of(URI.create(registry.url())))
          .listener(
              event -> {
                events.add(event);
                if (isFailing) {
                  throw new IllegalStateException("a listener that fails");
                }
              })
          .nanoTime(now::get)
          .build();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private <E extends SchemaEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void tellsOfASchemaOnceHoweverItIsFound() {
    int id = registry.register("orders", "\"string\"");

    RegisteredSchema schema = resolver.version(new SubjectVersion(ORDERS, 1));
    resolver.byId(SchemaId.of(id));
    resolver.latest(ORDERS);
    now.addAndGet(Duration.ofHours(1).toNanos());
    resolver.latest(ORDERS);

    assertThat(all(SchemaEvent.SchemaLoaded.class))
        .containsExactly(new SchemaEvent.SchemaLoaded(schema));
    assertThat(all(SchemaEvent.LatestMoved.class)).isEmpty();
  }

  @Test
  void tellsOfARegistrationAndNotOfItsSchemaAsWell() {
    RegisteredSchema registered = resolver.register(ORDERS, STRING, Normalization.OFF);
    resolver.register(ORDERS, STRING, Normalization.OFF);

    assertThat(all(SchemaEvent.SchemaRegistered.class))
        .containsExactly(new SchemaEvent.SchemaRegistered(ORDERS, registered));
    assertThat(all(SchemaEvent.SchemaLoaded.class)).isEmpty();
  }

  @Test
  void tellsOfARefusedRegistrationWithWhatWasTried() {
    registry.register("orders", "\"string\"");
    SchemaDefinition incompatible = SchemaDefinition.of("AVRO", "\"long\"");

    assertThatThrownBy(() -> resolver.register(ORDERS, incompatible, Normalization.OFF))
        .isInstanceOf(IncompatibleSchemaException.class);

    assertThat(all(SchemaEvent.RegistrationRefused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.subject()).isEqualTo(ORDERS);
              assertThat(refused.definition()).isEqualTo(incompatible);
              assertThat(refused.reason()).contains("incompatible");
            });
  }

  @Test
  void believesItsOwnRegistrationToBeTheNewestVersion() {
    registry.register("orders", "\"string\"");
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:1");
    registry.compatibility("orders", "NONE");

    resolver.register(ORDERS, SchemaDefinition.of("AVRO", "\"long\""), Normalization.OFF);

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:2");
  }

  @Test
  void keepsTheNewestVersionWhenAnOlderSchemaIsRegisteredAgain() {
    registry.register("orders", "\"string\"");
    registry.compatibility("orders", "NONE");
    registry.register("orders", "\"long\"");
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:2");
    int requests = registry.requestCount();

    resolver.register(ORDERS, STRING, Normalization.OFF);

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:2");
    assertThat(registry.requestCount()).isEqualTo(requests + 1);
  }

  @Test
  void tellsOfAMoveWhoeverRegistered() {
    registry.register("orders", "\"string\"");
    resolver.latest(ORDERS);
    registry.compatibility("orders", "NONE");
    registry.register("orders", "\"long\"");
    now.addAndGet(Duration.ofHours(1).toNanos());

    resolver.latest(ORDERS);

    assertThat(all(SchemaEvent.LatestMoved.class))
        .containsExactly(new SchemaEvent.LatestMoved(ORDERS, 1, 2));
    assertThat(all(SchemaEvent.SchemaLoaded.class)).hasSize(2);
  }

  @Test
  void servesWhatWasRegisteredLastWhileTheRegistryIsDown() {
    resolver.register(ORDERS, STRING, Normalization.OFF);
    registry.stop();

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:1");
    assertThat(resolver.health().isDegraded()).isTrue();
    assertThat(resolver.health().oldestStale()).isZero();
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(resolver.health().oldestStale()).isEqualTo(Duration.ofSeconds(3));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:1");
  }

  @Test
  void goesOnWhenAListenerFails() {
    isFailing = true;
    registry.register("orders", "\"string\"");

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:1");
    assertThat(all(SchemaEvent.SchemaLoaded.class)).hasSize(1);
  }
}
