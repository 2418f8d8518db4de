// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.AlertSettings;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of resolutions that fail or are slow. */
class ResolutionEventsTest {

  private static final Subject MONEY = Subject.parse("money", ".");
  private static final Subject ORDERS = Subject.parse("orders-value", ".");

  private final EmbeddedSchemaRegistry server = EmbeddedSchemaRegistry.start();
  private final List<SchemaEvent> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aMissingReferenceIsPublishedWithItsPath() {
    try (SchemaResolver resolver = resolver(AlertSettings.DEFAULT)) {
      RegisteredSchema order =
          new RegisteredSchema(
              ".",
              null,
              null,
              new SubjectVersion(ORDERS, 1),
              SchemaDefinition.of("AVRO", "{}", new SchemaReference("Money", "money", 7)));

      assertThatThrownBy(() -> resolver.resolve(order))
          .isInstanceOf(InvalidReferenceException.class);

      assertThat(events)
          .filteredOn(SchemaEvent.ResolutionFailed.class::isInstance)
          .containsExactly(
              new SchemaEvent.ResolutionFailed(
                  "orders-value:1",
                  InvalidReferenceException.Reason.MISSING,
                  List.of("orders-value:1", "money:7")));
    }
  }

  @Test
  void aSlowResolutionIsPublishedAndAFastOneIsNot() {
    RegisteredSchema order;
    try (SchemaResolver fast =
        resolver(new AlertSettings(Duration.ofHours(1), 0, Duration.ofMinutes(1)))) {
      fast.register(MONEY, SchemaDefinition.of("AVRO", money()), Normalization.OFF);
      order =
          fast.register(
              ORDERS,
              SchemaDefinition.of("AVRO", order(), new SchemaReference("Money", "money", 1)),
              Normalization.OFF);
      fast.resolve(order);
    }
    assertThat(events).noneMatch(SchemaEvent.ResolutionSlow.class::isInstance);

    Duration limit = Duration.ofNanos(1);
    try (SchemaResolver slow = resolver(new AlertSettings(limit, 0, Duration.ofMinutes(1)))) {
      slow.resolve(order);
    }
    assertThat(events)
        .filteredOn(SchemaEvent.ResolutionSlow.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              SchemaEvent.ResolutionSlow slow = (SchemaEvent.ResolutionSlow) event;
              assertThat(slow.schema()).isEqualTo("orders-value:1");
              assertThat(slow.schemas()).isEqualTo(2);
              assertThat(slow.duration()).isGreaterThan(limit);
              assertThat(slow.limit()).isEqualTo(limit);
            });
  }

  private SchemaResolver resolver(AlertSettings alerts) {
    return SchemaResolver.builder()
        .registry(RegistrySettings.of(URI.create(server.url())))
        .alerts(alerts)
        .listener(events::add)
        .build();
  }

  private static String money() {
    return "{\"type\":\"record\",\"name\":\"Money\",\"fields\":[]}";
  }

  private static String order() {
    return "{\"type\":\"record\",\"name\":\"Order\",\"fields\":"
        + "[{\"name\":\"f\",\"type\":\"Money\"}]}";
  }
}
