// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static io.velostream.schema.AvroTexts.avro;
import static io.velostream.schema.AvroTexts.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which version is the newest, as time goes by and while the registry is down. */
class NewestVersionTest {

  private static final Subject ORDERS = Subject.of("orders-value");

  private final AtomicLong now = new AtomicLong();
  private final List<SchemaEvent> events = Collections.synchronizedList(new ArrayList<>());
  private EmbeddedSchemaRegistry registry;
  private SchemaResolver resolver;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    resolver = resolver(RegistrySettings.of(URI.create(registry.url())));
  }

  @AfterEach
  void stop() {
    resolver.close();
    registry.close();
  }

  @Test
  void asksForTheNewestVersionAgainWhenItIsDueAndAnnouncesTheMove() {
    registry.register("orders-value", record("Order"));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");
    registry.register("orders-value", record("Order", "amount"));

    pass(Duration.ofSeconds(299));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");
    pass(Duration.ofSeconds(1));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");

    assertThat(events).contains(new SchemaEvent.LatestMoved(ORDERS, 1, 2));
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void seesItsOwnRegistrationAsTheNewestVersionAtOnce() {
    registry.register("orders-value", record("Order"));
    resolver.latest(ORDERS);

    resolver.register(ORDERS, avro(record("Order", "amount")), Normalization.OFF);

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");
  }

  @Test
  void servesTheNewestVersionStaleWhileTheRegistryIsDownAndRecovers() {
    registry.register("orders-value", record("Order"));
    resolver.latest(ORDERS);
    registry.stop();
    pass(Duration.ofSeconds(301));

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");

    registry.restart();
    registry.register("orders-value", record("Order", "amount"));
    pass(Duration.ofSeconds(5));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");
  }

  @Test
  void stopsServingStaleAfterADay() {
    registry.register("orders-value", record("Order"));
    resolver.latest(ORDERS);
    registry.stop();
    pass(Duration.ofHours(24).plusSeconds(1));

    assertThatThrownBy(() -> resolver.latest(ORDERS))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  private SchemaResolver resolver(RegistrySettings settings) {
    return SchemaResolver.builder()
        .registry(settings)
        .listener(events::add)
        .nanoTime(now::get)
        .build();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
