// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a path over restarts, and with several listeners. */
class LineageListenerTest {

  private static final Instant MONDAY = Instant.parse("2030-01-07T00:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2030-01-08T00:00:00Z");
  private static final Instant SUNDAY = Instant.parse("2030-01-13T00:00:00Z");

  private final MetricRegistry metrics = new MetricRegistry();
  @TempDir Path folder;

  @Test
  void aRestartContinuesTheReport() throws IOException {
    try (LineageListener first = listener(MONDAY)) {
      first.onEvent(bound("shop", "orders", 1));
      first.onEvent(bound("billing", "orders", 1));
    }
    try (LineageListener second = listener(TUESDAY)) {
      second.onEvent(bound("shop", "orders", 1));
      second.onEvent(bound("shop", "orders", 2));
      assertThat(second.report()).isEqualTo(LineageReport.parse(second.report().toJson()));
    }

    LineageReport report = written();
    assertThat(report.uses())
        .extracting(LineageListenerTest::summary)
        .containsExactly(
            "shop orders-value:1 " + MONDAY + " " + TUESDAY,
            "billing orders-value:1 " + MONDAY + " " + MONDAY,
            "shop orders-value:2 " + TUESDAY + " " + TUESDAY);
    assertThat(report.references())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("orders-value:1", List.of("money:1"), "orders-value:2", List.of("money:2")));
    assertThat(Files.readString(folder.resolve("lineage.json.mmd"))).contains("billing", "money:1");
  }

  @Test
  void recordsOfThisProcessSayNothingOfSchemasOfAnEarlierOne() throws IOException {
    try (LineageListener first = listener(MONDAY)) {
      first.onEvent(bound("shop", "orders", 1));
    }
    try (LineageListener second = listener(SUNDAY);
        MetricRegistry.Registration counts = metrics.register(List.of(records("shop", 5)))) {
      second.onEvent(bound("shop", "orders", 2));
    }

    assertThat(written().uses())
        .extracting(LineageListenerTest::summary)
        .containsExactly(
            "shop orders-value:1 " + MONDAY + " " + MONDAY,
            "shop orders-value:2 " + SUNDAY + " " + SUNDAY);
  }

  @Test
  void listenersOfTwoRegistriesShareThePath() throws IOException {
    LineageListener one = listener(MONDAY);
    LineageListener other = listener(TUESDAY);
    one.onEvent(bound("shop", "orders", 1));
    other.onEvent(bound("billing", "payments", 1));
    one.close();
    other.onEvent(bound("billing", "refunds", 1));
    other.close();
    other.close();

    assertThat(written().uses())
        .extracting(use -> use.clientId() + " " + use.topic())
        .containsExactly("shop orders", "billing payments", "billing refunds");
  }

  @Test
  void aReportThatCannotBeReadIsKeptAndANewOneBegins() throws IOException {
    Files.writeString(path(), "{\"uses\":");
    try (LineageListener listener = listener(MONDAY)) {
      listener.onEvent(bound("shop", "orders", 1));
    }

    assertThat(written().uses()).hasSize(1);
    assertThat(Files.readString(folder.resolve("lineage.json.unreadable"))).isEqualTo("{\"uses\":");
  }

  @Test
  void theUsesSeenLongestAgoAreForgotten() throws IOException {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < LineageRecorder.MAX_ENTRIES + 5; i++) {
      Instant seen = MONDAY.plusSeconds(i);
      uses.add(new Use("client-" + i, "read", "orders", false, null, "id 1", 1, seen, seen));
    }
    Files.writeString(path(), new LineageReport(uses, new TreeMap<>()).toJson());
    try (LineageListener listener = listener(SUNDAY)) {
      listener.onEvent(bound("shop", "orders", 1));
    }

    assertThat(written().uses())
        .hasSize(LineageRecorder.MAX_ENTRIES)
        .extracting(Use::clientId)
        .contains("shop", "client-6", "client-" + (LineageRecorder.MAX_ENTRIES + 4))
        .doesNotContain("client-0", "client-5");
  }

  private static String summary(Use use) {
    return use.clientId() + " " + use.schema() + " " + use.firstSeen() + " " + use.lastSeen();
  }

  private Path path() {
    return folder.resolve("lineage.json");
  }

  private LineageReport written() throws IOException {
    return LineageReport.parse(Files.readString(path()));
  }

  private LineageListener listener(Instant now) {
    LineageListener listener = new LineageListener(Clock.fixed(now, ZoneOffset.UTC), metrics);
    listener.configure(Map.of(LineageListener.PATH, path().toString()));
    return listener;
  }

  private static MetricGroup records(String client, double records) {
    return new MetricGroup(
        "serializer-topic-metrics",
        Map.of("client-id", client, "topic", "orders", "is-key", "false"),
        List.of(Metric.counter("record-total", "Records.", () -> records)));
  }

  /** A schema of version N refers to version N of another one. */
  private static SchemaEvent bound(String client, String topic, int version) {
    Subject subject = Subject.of(topic + "-value");
    RegisteredSchema schema =
        new RegisteredSchema(
            Subject.DEFAULT_CONTEXT,
            new SchemaId(Subject.DEFAULT_CONTEXT, version),
            null,
            new SubjectVersion(subject, version),
            SchemaDefinition.of(
                "AVRO", "\"Money\"", new SchemaReference("Money", "money", version)));
    return new SchemaEvent.SchemaBound("write", client, null, topic, false, subject, schema);
  }
}
