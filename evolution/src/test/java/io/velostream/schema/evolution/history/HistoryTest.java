// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.FieldDifference;
import io.velostream.schema.evolution.source.RegistryCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.observe.audit.AuditListener;
import io.velostream.schema.observe.lineage.LineageReport;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When versions appeared, who registered them, and what kind of change each is. */
class HistoryTest {

  private static final Subject ORDERS = Subject.of("orders-value");
  private static final String A = "{'name':'a','type':'int'}";
  private static final String B = ",{'name':'b','type':'int','default':0}";
  private static final String C = ",{'name':'c','type':'int'}";

  @TempDir private Path folder;

  @Test
  void eachStepHasItsKind() {
    SchemaCatalog catalog = versions(A, A + B, A + B + C, A, "{'name':'a','type':'string'}");

    assertThat(history(catalog, AuditTrail.EMPTY, null).steps())
        .extracting(HistoryStep::kind)
        .containsExactly(
            "first version",
            "fully compatible",
            "forward compatible only",
            "backward compatible only",
            "incompatible");
  }

  @Test
  void theDifferencesOfEachStepAreInTheJsonAndTheTexts() throws IOException {
    SubjectHistory history =
        new HistoryReader(
                versions(A, A + B),
                FormatVerdicts.DEFAULT,
                (before, after) -> SchemaComparison.of(before, after).differences(),
                AuditTrail.EMPTY,
                null)
            .of(ORDERS);

    assertThat(history.steps().get(0).differences()).isEmpty();
    assertThat(history.steps().get(1).differences())
        .singleElement()
        .isInstanceOf(FieldDifference.FieldAdded.class);
    JsonNode json = new ObjectMapper().readTree(history.toJson()).path("steps").get(1);
    JsonNode difference = json.path("differences").get(0);
    assertThat(difference.path("kind").asText()).isEqualTo("FieldAdded");
    assertThat(difference.path("path").asText()).contains("b");
    assertThat(difference.path("severity").asText()).isEqualTo("INFO");
    assertThat(difference.path("sentence").asText()).contains("b").contains("added");
    assertThat(history.toText()).contains("  " + difference.path("sentence").asText());
    assertThat(history.toMermaid()).contains("added");
  }

  @Test
  void timeAndUserComeFromTheAuditLog() throws IOException {
    Path log = folder.resolve("audit.jsonl");
    Files.writeString(
        folder.resolve("audit.jsonl.1"),
        line("10:00", "registered", "orders-value:1", 101, null)
            + line("10:01", "register", "orders-value:1", 101, "alice"));
    Files.writeString(
        log,
        line("11:00", "registered", "orders-value:1", 101, null)
            + line("12:00", "registered", "id 102", 102, null)
            + "{\"time\":\"2025-01-01T12:00:00Z\",\"action\":\"records-written\"}\n"
            + "{\"time\":\"2025-");

    assertThat(history(versions(A, A + B, A), AuditTrail.read(log), null).steps())
        .extracting(step -> step.time() + " " + step.timeSource() + " " + step.who())
        .containsExactly(
            "2025-01-01T10:00:00Z REGISTERED alice",
            "2025-01-01T12:00:00Z REGISTERED null",
            "null null null");
  }

  @Test
  void withoutRegistrationTheFirstUseIsTheTime() {
    Instant first = Instant.parse("2025-03-01T00:00:00Z");
    LineageReport lineage =
        new LineageReport(
            List.of(
                new LineageReport.Use(
                    "shop",
                    "write",
                    "orders",
                    false,
                    "orders-value",
                    "orders-value:2",
                    102,
                    first,
                    first.plusSeconds(5))),
            new TreeMap<>());

    assertThat(history(versions(A, A + B), AuditTrail.EMPTY, lineage).steps())
        .extracting(step -> step.time() + " " + step.timeSource())
        .containsExactly("null null", "2025-03-01T00:00:00Z FIRST_USE");
  }

  @Test
  void aBrokenLineIsAnErrorWithItsPlace() throws IOException {
    Path log = Files.writeString(folder.resolve("audit.jsonl"), "{}\nno json\n{}\n");

    assertThatThrownBy(() -> AuditTrail.read(log))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("audit.jsonl line 2 is no record of an audit log");
  }

  @Test
  void aMissingLogIsAnError() {
    assertThatThrownBy(() -> AuditTrail.read(folder.resolve("none.jsonl")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.jsonl");
  }

  @Test
  void anUnknownSubjectIsAnError() {
    assertThatThrownBy(
            () ->
                new HistoryReader(
                        versions(A),
                        FormatVerdicts.DEFAULT,
                        StepDescriber.NONE,
                        AuditTrail.EMPTY,
                        null)
                    .of(Subject.of("none")))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("none is not known");
  }

  @Test
  void theJsonHasEachStep() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(history(versions(A, A + C), AuditTrail.EMPTY, null).toJson());

    assertThat(json.path("subject").asText()).isEqualTo("orders-value");
    assertThat(json.path("steps").get(0).path("kind").asText()).isEqualTo("FIRST");
    assertThat(json.path("steps").get(1).path("kind").asText()).isEqualTo("FORWARD");
    assertThat(json.path("steps").get(1).path("id").asInt()).isEqualTo(102);
    assertThat(json.path("steps").get(1).path("backward").get(0).path("reason").asText())
        .contains("c");
  }

  @Test
  void theTimelineHasEachStepAndEscapesColons() {
    AuditTrail audit =
        new AuditTrail(
            List.of(
                new AuditTrail.Entry(
                    Instant.parse("2025-01-01T10:00:00Z"),
                    "register",
                    "orders-value",
                    "orders-value:1",
                    101,
                    "alice: #1",
                    null)));

    assertThat(history(versions(A, A + B), audit, null).toMermaid())
        .isEqualTo(
            "timeline\n"
                + "  title History of orders-value\n"
                + "  version 1 : first version : registered 2025-01-01 10#58;00 UTC"
                + " : by alice#58; #35;1 : id 101\n"
                + "  version 2 : fully compatible : id 102\n");
  }

  @Test
  void theTextHasReasons() {
    assertThat(history(versions(A, A + C), AuditTrail.EMPTY, null).toText())
        .startsWith("orders-value:1 (id 101): first version\norders-value:2 (id 102): forward")
        .contains("  the new one cannot read old data: ");
  }

  @Test
  void aRealClientLeavesATrailThatTheHistoryShows() {
    Path log = folder.resolve("audit.jsonl");
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
        serializer.configure(
            Map.of(
                "schema.registry.url",
                registry.url(),
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "alice:secret",
                "schema.listeners",
                AuditListener.class.getName(),
                "schema.listeners.audit.path",
                log.toString()),
            false);
        for (String fields : List.of(A, A + B)) {
          GenericRecord value = new GenericData.Record(new Schema.Parser().parse(record(fields)));
          value.put("a", 1);
          if (fields.contains("'b'")) {
            value.put("b", 2);
          }
          assertThat(serializer.serialize("orders", value)).isNotEmpty();
        }
      }
      try (RegistryClient client =
          RegistryClient.create(RegistrySettings.of(URI.create(registry.url())), event -> {})) {
        SchemaCatalog catalog =
            new RegistryCatalog(client, Duration.ofSeconds(10)).read(SubjectPattern.ALL);

        assertThat(history(catalog, AuditTrail.read(log), null).steps())
            .hasSize(2)
            .allSatisfy(step -> assertThat(step.who()).isEqualTo("alice"))
            .allSatisfy(step -> assertThat(step.timeSource()).isEqualTo(TimeSource.REGISTERED));
      }
    }
  }

  private static SubjectHistory history(
      SchemaCatalog catalog, AuditTrail audit, @Nullable LineageReport lineage) {
    return new HistoryReader(catalog, FormatVerdicts.DEFAULT, StepDescriber.NONE, audit, lineage)
        .of(ORDERS);
  }

  private static SchemaCatalog versions(String... fields) {
    SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();
    for (int version = 1; version <= fields.length; version++) {
      schemas.add(
          ORDERS, version, 100 + version, SchemaDefinition.of("AVRO", record(fields[version - 1])));
    }
    return schemas.build();
  }

  private static String record(String fields) {
    return ("{'type':'record','name':'Order','fields':[" + fields + "]}").replace('\'', '"');
  }

  private static String line(
      String time, String action, String schema, int id, @Nullable String principal) {
    return "{\"time\":\"2025-01-01T"
        + time
        + ":00Z\",\"action\":\""
        + action
        + "\""
        + (principal == null ? "" : ",\"principal\":\"" + principal + "\"")
        + ",\"subject\":\"orders-value\",\"schema\":\""
        + schema
        + "\",\"id\":"
        + id
        + "}\n";
  }
}
