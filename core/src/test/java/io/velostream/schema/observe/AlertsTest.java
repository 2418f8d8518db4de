// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.Alert.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each event is either normal operation or one alert, as docs/alerts.md says. */
class AlertsTest {

  private static final Subject ORDERS = Subject.parse("orders-value", ".");
  private static final RegisteredSchema SCHEMA =
      new RegisteredSchema(
          ".",
          new SchemaId(".", 5),
          null,
          new SubjectVersion(ORDERS, 1),
          SchemaDefinition.of("AVRO", "\"string\""));
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final List<SchemaEvent> EVENTS =
      List.of(
          new SchemaEvent.RegistryCalled("http://r", "look up", 200, SECOND),
          new SchemaEvent.SchemaLoaded(SCHEMA),
          new SchemaEvent.SchemaRegistered(ORDERS, SCHEMA),
          new SchemaEvent.SchemaBound("read", "c1", null, "orders", false, null, SCHEMA),
          new SchemaEvent.LatestMoved(ORDERS, 1, 2),
          new SchemaEvent.LatestMoved(ORDERS, 3, 2),
          new SchemaEvent.IdentityChanged(new SchemaId(".", 5), true),
          new SchemaEvent.AnswerChanged(ORDERS, SCHEMA, null, true),
          new SchemaEvent.AnswerChanged(null, SCHEMA, SCHEMA, false),
          new SchemaEvent.BreakerChanged("http://r", Phase.CLOSED, Phase.OPEN, NOW),
          new SchemaEvent.BreakerChanged("http://r", Phase.HALF_OPEN, Phase.CLOSED, null),
          new SchemaEvent.SnapshotLeft("f", "unknown key"),
          new SchemaEvent.SnapshotRolledBack("f", 5, 10),
          new SchemaEvent.DegradedChanged(true, NOW),
          new SchemaEvent.DegradedChanged(false, NOW),
          new SchemaEvent.ResolutionFailed("a:1", Reason.CYCLE, List.of("a", "b", "a")),
          new SchemaEvent.ResolutionFailed("a:1", Reason.MISSING, List.of("a", "b")),
          new SchemaEvent.ResolutionSlow("a:1", 3, SECOND, Duration.ofMillis(1)),
          new SchemaEvent.HitRateChanged(true, 0.4, 0.5, 100),
          new SchemaEvent.HitRateChanged(false, 0.9, 0.5, 100),
          new SchemaEvent.EvolutionFailed(
              "read", "c1", "orders", ORDERS, SCHEMA, null, "incompatible"),
          new SchemaEvent.ReachabilityChanged("http://r", false, NOW, "connection refused"),
          new SchemaEvent.ReachabilityChanged("http://r", true, NOW, null),
          new SchemaEvent.RegistrationRefused(ORDERS, SCHEMA.definition(), "incompatible"),
          new SchemaEvent.ValueReduced("c1", "orders", ORDERS, 1, "field discount"),
          new SchemaEvent.RolloutChanged("orders-value", 1, 2, "RUNNING", "10 % of keys", "begins"),
          new SchemaEvent.RolloutChanged("orders-value", 1, 2, "ROLLED_BACK", "none", "errors"),
          new SchemaEvent.DeadLetterWritten("orders", 1, 7, "orders.dead-letters", "E", "why"),
          new SchemaEvent.AccessDenied("write", "c1", "orders", null, "denied"));

  @Test
  void everyEventIsTried() {
    Set<Class<?>> tried = new HashSet<>();
    EVENTS.forEach(event -> tried.add(event.getClass()));

    assertThat(tried).containsExactlyInAnyOrder(SchemaEvent.class.getPermittedSubclasses());
  }

  @Test
  void normalOperationIsNoAlert() {
    assertThat(EVENTS.stream().filter(event -> Alert.of(event) == null).map(Object::getClass))
        .extracting(Class::getSimpleName)
        .containsExactly(
            "RegistryCalled", "SchemaLoaded", "SchemaRegistered", "SchemaBound", "LatestMoved");
  }

  @Test
  void anAlertSaysWhatAndWhere() {
    assertThat(alerts())
        .allSatisfy(
            alert -> {
              assertThat(alert.message()).isNotBlank();
              assertThat(alert.source()).isNotBlank();
              assertThat(alert.details()).isNotEmpty();
            });
    Alert cycle =
        Alert.of(new SchemaEvent.ResolutionFailed("a:1", Reason.CYCLE, List.of("a", "b", "a")));
    assertThat(cycle).isNotNull();
    assertThat(cycle.kind()).isEqualTo("reference-cycle");
    assertThat(cycle.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(cycle.message()).contains("a -> b -> a");
  }

  @Test
  void thePageListsEachKindWithItsSeverity() throws IOException {
    Set<String> expected = new TreeSet<>();
    alerts()
        .forEach(
            it -> expected.add(it.kind() + " " + it.severity().name().toLowerCase(Locale.ROOT)));
    Matcher row =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (recovery|warning|critical) \\|")
            .matcher(Files.readString(Path.of("..", "docs", "alerts.md"), UTF_8));
    Set<String> listed = new TreeSet<>();
    while (row.find()) {
      listed.add(row.group(1) + " " + row.group(2));
    }

    assertThat(listed).isEqualTo(expected);
    assertThat(Alerts.KINDS)
        .containsExactlyInAnyOrderElementsOf(
            alerts().stream().map(Alert::kind).distinct().toList());
  }

  private static List<Alert> alerts() {
    return EVENTS.stream().flatMap(event -> Stream.ofNullable(Alert.of(event))).toList();
  }
}
