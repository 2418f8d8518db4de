// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.RegisteredSchema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The events of the runs of clients, as a real server receives them. */
class OpenLineageReporterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final RegisteredSchema ORDER = Bound.record("orders-value", 1, "id");
  private static final RegisteredSchema LATER_ORDER = Bound.record("orders-value", 2, "id", "sum");

  private final LineageServer server = new LineageServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRunStartsOnceAndIsCompletedWithAllThatItUsed() {
    OpenLineageReporter reporter = reporter(Map.of());

    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.runOnce();
    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.runOnce();
    reporter.onEvent(Bound.write("shop", "invoices", Bound.record("invoices-value", 7, "no")));
    reporter.runOnce();
    reporter.runOnce();
    reporter.close();
    reporter.close();

    assertThat(server.types()).containsExactly("START", "RUNNING", "COMPLETE");
    assertThat(server.paths).containsOnly("POST /api/v1/lineage");
    assertThat(runIds()).hasSize(1);
    assertThat(names(server.events.get(0), "inputs")).containsExactly("orders");
    assertThat(names(server.events.get(0), "outputs")).isEmpty();
    for (JsonNode later : server.events.subList(1, 3)) {
      assertThat(names(later, "inputs")).containsExactly("orders");
      assertThat(names(later, "outputs")).containsExactly("invoices");
    }
    assertThat(reporter.dropped()).isZero();
  }

  @Test
  void aRunIdHasTheTimeAndIsRandom() {
    UUID random = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");

    UUID id = OpenLineageEvents.runId(CLOCK.instant(), random);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(CLOCK.millis());
    assertThat(id).hasToString("01b8dac5-b400-7fff-bfff-ffffffffffff");
  }

  @Test
  void eachClientIsARunOfAJobOfItsName() {
    OpenLineageReporter reporter = reporter(Map.of());

    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.onEvent(Bound.read("billing", "orders", ORDER));
    reporter.runOnce();

    assertThat(server.types()).containsExactly("START", "START");
    assertThat(runIds()).hasSize(2);
    assertThat(server.events)
        .extracting(event -> event.at("/job/name").textValue())
        .containsExactly("shop", "billing");
  }

  @Test
  void namesFollowTheClusterOrTheConfiguration() {
    report(Map.of());
    report(Map.of(OpenLineageSettings.SERVERS, " b1:9092, b2:9092"));
    report(Map.of(OpenLineageSettings.SERVERS, "SASL_SSL://b1:9093"));
    report(
        Map.of(
            OpenLineageSettings.SERVERS, "b1:9092",
            OpenLineageSettings.JOB_NAMESPACE, "prod",
            OpenLineageSettings.JOB_NAME, "till"));

    assertThat(server.events)
        .filteredOn(event -> event.get("eventType").textValue().equals("START"))
        .extracting(
            event ->
                event.at("/job/namespace").textValue()
                    + " "
                    + event.at("/job/name").textValue()
                    + " "
                    + event.at("/inputs/0/namespace").textValue())
        .containsExactly(
            "velostream shop kafka://unknown",
            "kafka://b1:9092 shop kafka://b1:9092",
            "kafka://b1:9093 shop kafka://b1:9093",
            "prod till kafka://b1:9092");
  }

  @Test
  void aTopicHasTheFieldsOfItsNewestValuesAndAllSchemas() {
    OpenLineageReporter reporter = reporter(Map.of());
    reporter.onEvent(Bound.read("shop", "orders", LATER_ORDER));
    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.onEvent(Bound.writeKey("shop", "orders", Bound.record("orders-key", 3, "k")));
    reporter.close();

    JsonNode event = server.events.get(server.events.size() - 1);
    assertThat(event.at("/inputs/0/facets/schema/fields"))
        .extracting(field -> field.get("name").textValue())
        .containsExactly("id", "sum");
    assertThat(event.at("/inputs/0/facets/velostream_schemas/schemas"))
        .extracting(schema -> schema.get("subject").textValue() + ":" + schema.get("version"))
        .containsExactly("orders-value:2", "orders-value:1");
    assertThat(event.at("/outputs/0/facets").has("schema")).isFalse();
    assertThat(event.at("/outputs/0/facets/velostream_schemas/schemas/0/isKey").booleanValue())
        .isTrue();
  }

  @Test
  void eachSubjectOfATopicIsAField() {
    OpenLineageReporter reporter = reporter(Map.of());
    reporter.onEvent(Bound.read("shop", "events", Bound.record("a.Created", 1, "id")));
    reporter.onEvent(Bound.read("shop", "events", Bound.record("a.Removed", 4, "why")));
    reporter.close();

    JsonNode fields = server.events.get(1).at("/inputs/0/facets/schema/fields");
    assertThat(fields)
        .extracting(field -> field.get("name").textValue() + "/" + field.at("/fields/0/name"))
        .containsExactly("a.Created/\"id\"", "a.Removed/\"why\"");
  }

  @Test
  void whatFailsIsSentAgainLaterInItsOrder() {
    OpenLineageReporter reporter = reporter(Map.of());
    server.statuses.addAll(List.of(500, 503, 429));

    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.runOnce();
    assertThat(server.events).isEmpty();
    reporter.onEvent(Bound.read("shop", "orders", LATER_ORDER));
    reporter.runOnce();

    assertThat(server.types()).containsExactly("START", "RUNNING");
    assertThat(reporter.dropped()).isZero();
  }

  @Test
  void aServerThatIsDownCostsBoundedMemoryAndIsGivenUpAtTheEnd() {
    OpenLineageReporter reporter = reporter(Map.of());
    server.close();

    for (int version = 1; version <= 3; version++) {
      reporter.onEvent(Bound.read("shop", "orders", Bound.record("orders-value", version, "id")));
      reporter.runOnce();
    }
    reporter.close();

    assertThat(reporter.dropped()).as("START, the last RUNNING, COMPLETE").isEqualTo(3);
  }

  @Test
  void aRefusedEventIsDroppedAndDoesNotHoldUpOthers() {
    OpenLineageReporter reporter = reporter(Map.of());
    server.statuses.add(422);

    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.close();

    assertThat(server.types()).containsExactly("COMPLETE");
    assertThat(reporter.dropped()).isEqualTo(1);
  }

  @Test
  void theKeyIsABearerTokenAndIsNeverShown() {
    report(Map.of(OpenLineageSettings.API_KEY, "t0ken"));

    assertThat(server.authorizations).containsOnly("Bearer t0ken");
    for (Map<String, String> wrong :
        List.of(
            Map.of(OpenLineageSettings.API_KEY, "s3cret\u0001x"),
            Map.of(OpenLineageSettings.URL, "http://u:s3cret@h"),
            Map.of(OpenLineageSettings.URL, "http://h?key=s3cret"))) {
      assertThatThrownBy(() -> settings(wrong))
          .isInstanceOf(ConfigException.class)
          .hasNoCause()
          .hasMessageContaining("schema.listeners." + wrong.keySet().iterator().next())
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void withoutAUrlOrAPathNothingIsReported() {
    ConfigDef keys = new ConfigDef();
    OpenLineageSettings.define(keys);

    assertThat(OpenLineageSettings.of(new AbstractConfig(keys, Map.of(), false))).isNull();
  }

  @Test
  void theThreadSendsTheStartWithoutDelayAndCloseTheRest() {
    OpenLineageReporter reporter = OpenLineageReporter.start(settings(Map.of()), CLOCK);

    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.close();
    reporter.onEvent(Bound.read("late", "orders", ORDER));

    assertThat(Set.copyOf(server.types())).containsExactlyInAnyOrder("START", "COMPLETE");
    assertThat(runIds()).hasSize(1);
  }

  private void report(Map<String, String> options) {
    OpenLineageReporter reporter = reporter(options);
    reporter.onEvent(Bound.read("shop", "orders", ORDER));
    reporter.close();
  }

  private OpenLineageReporter reporter(Map<String, String> options) {
    return new OpenLineageReporter(settings(options), CLOCK, UUID::randomUUID);
  }

  private OpenLineageSettings settings(Map<String, String> options) {
    Map<String, String> configs = new HashMap<>(options);
    configs.putIfAbsent(OpenLineageSettings.URL, server.url() + "/");
    ConfigDef keys = new ConfigDef();
    OpenLineageSettings.define(keys);
    return OpenLineageSettings.of(new AbstractConfig(keys, configs, false));
  }

  private Set<String> runIds() {
    return server.events.stream()
        .map(event -> event.at("/run/runId").textValue())
        .collect(Collectors.toSet());
  }

  private static List<String> names(JsonNode event, String datasets) {
    return StreamSupport.stream(event.get(datasets).spliterator(), false)
        .map(each -> each.get("name").textValue())
        .toList();
  }
}
