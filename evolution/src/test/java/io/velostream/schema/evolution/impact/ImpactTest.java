// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport;
import io.velostream.schema.settings.ReferenceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change from address 3 to 4 touches. */
class ImpactTest {

  private static final Instant TIME = Instant.parse("2025-01-01T00:00:00Z");
  private static final String STREET = "{'name':'street','type':'string'}";
  private static final String ZIP = ",{'name':'zip','type':'int'}";
  private static final String CITY = ",{'name':'city','type':['null','string'],'default':null}";

  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();

  @TempDir private Path folder;

  ImpactTest() {
    add("address", 1, record("Address", STREET));
    add("address", 3, record("Address", STREET + ZIP));
    add("address", 4, record("Address", STREET + ZIP + CITY));
  }

  @Test
  void dependentsAreFoundTransitivelyNearestFirst() {
    add("invoice", 1, record("Invoice", field("order", "Order")), ref("Order", "order", 1));
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 3));

    assertThat(impact(3, 4).dependents())
        .extracting(each -> each.at() + " " + each.distance() + " " + each.isNewest())
        .containsExactly("order:1 1 true", "invoice:1 2 true");
  }

  @Test
  void everyPathIsListedAShortestOneFirst() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 3));
    add(
        "invoice",
        1,
        record("Invoice", field("order", "Order") + "," + field("to", "Address")),
        ref("Order", "order", 1),
        ref("Address", "address", 3));

    assertThat(paths(impact(3, 4), "invoice", 1)).containsExactly("address:3", "order:1 address:3");
  }

  @Test
  void aFollowerIsTouchedAtOnceAndAPinnedOneAfterARegistration() {
    add("follower", 1, record("F", field("to", "Address")), ref("Address", "address", -1));
    add("pinned", 1, record("P", field("to", "Address")), ref("Address", "address", 3));
    add("behind", 1, record("B", field("p", "P")), ref("P", "pinned", -1));

    assertThat(impact(3, 4).dependents())
        .extracting(each -> each.at().subject().name() + " " + each.registrations())
        .containsExactlyInAnyOrder("follower 0", "pinned 1", "behind 1");
  }

  @Test
  void aDependentOfACompatibleChangeStaysCompatible() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 3));

    Impact impact = impact(3, 4);
    assertThat(impact.change().kind()).isEqualTo(StepKind.FULL);
    assertThat(impact.dependents().get(0).verdict().kind()).isEqualTo(StepKind.FULL);
    assertThat(impact.broken()).isEmpty();
  }

  @Test
  void aDependentOfABreakingChangeBreaksWithThePathOfTheReason() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 1));

    Impact impact = impact(1, 3);
    assertThat(impact.broken())
        .extracting(each -> each.verdict().kind())
        .containsExactly(StepKind.FORWARD);
    assertThat(impact.dependents().get(0).verdict().backward())
        .singleElement()
        .satisfies(reason -> assertThat(reason.toString()).contains("zip"));
  }

  @Test
  void aDependentThatDoesNotUseTheTypeStaysCompatible() {
    add("order", 1, record("Order", field("to", "string")), ref("Address", "address", 1));

    assertThat(impact(1, 3).dependents().get(0).verdict().kind()).isEqualTo(StepKind.FULL);
  }

  @Test
  void aVersionThatIsNotRegisteredYetCanBeTried() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 4));

    Impact impact = analysis().of(at("address", 4), definition(record("Address", STREET)), null);
    assertThat(impact.to()).isEqualTo(at("address", 5));
    assertThat(impact.dependents().get(0).verdict().kind()).isEqualTo(StepKind.BACKWARD);
  }

  @Test
  void aTypeThatANewVersionNoLongerDefinesCannotBeTold() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 4));

    Impact impact = analysis().of(at("address", 4), definition(record("Place", STREET)), null);
    assertThat(impact.dependents().get(0).verdict().kind()).isEqualTo(StepKind.UNKNOWN);
    assertThat(impact.dependents().get(0).verdict().obstacle()).contains("Address");
  }

  @Test
  void aNewVersionThatRefersBackIsACycleWithItsPath() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 4));

    Impact impact =
        analysis()
            .of(
                at("address", 4),
                definition(record("Address", field("o", "Order")), ref("Order", "order", 1)),
                null);
    assertThat(impact.dependents().get(0).verdict().obstacle())
        .contains("order:1 → address:4 → order:1");
  }

  @Test
  void schemasThatArePinnedElsewhereAreNotTouched() {
    add("old", 1, record("Old", field("to", "Address")), ref("Address", "address", 1));

    Impact impact = impact(3, 4);
    assertThat(impact.dependents()).isEmpty();
    assertThat(impact.elsewhere())
        .extracting(edge -> edge.from() + " " + edge.to())
        .containsExactly("old:1 address:1");
  }

  @Test
  void aCycleOfDependentsEnds() {
    add("a", 1, "'string'", ref("Address", "address", 3), ref("B", "b", -1));
    add("b", 1, "'string'", ref("A", "a", -1));

    Impact impact = impact(3, 4);
    assertThat(impact.dependents())
        .extracting(each -> each.at().toString())
        .containsExactly("a:1", "b:1");
    assertThat(paths(impact, "b", 1)).containsExactly("a:1 address:3");
    assertThat(impact.dependents().get(0).verdict().obstacle()).contains("a:1 → b:1 → a:1");
  }

  @Test
  void lineageSaysWhichTopicsAndClientsAreTouched() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 3));
    LineageReport lineage =
        new LineageReport(
            List.of(
                use("shop", "write", "orders", "order", "order:1", null),
                use("billing", "read", "orders", "order", "id 1001", 1001),
                use("other", "read", "zoo", "zoo", "zoo:1", 7)),
            new TreeMap<>());

    Impact impact = analysis().of(at("address", 3), 4, lineage);
    assertThat(impact.topics()).containsExactly("orders");
    assertThat(impact.clients()).containsExactly("billing", "shop");
  }

  @Test
  void aLineageFileIsRead() throws IOException {
    LineageReport lineage =
        new LineageReport(
            List.of(use("shop", "write", "orders", "order", "order:1", null)),
            new TreeMap<>(java.util.Map.of("order:1", List.of("address:3"))));
    Path file = Files.writeString(folder.resolve("lineage.json"), lineage.toJson());

    assertThat(LineageFile.read(file)).isEqualTo(lineage);
  }

  @Test
  void aFileWithoutUsesIsNoLineageReport() throws IOException {
    Path file = Files.writeString(folder.resolve("lineage.json"), "{}");

    assertThatThrownBy(() -> LineageFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lineage.json is no lineage report");
  }

  @Test
  void anUnknownVersionIsAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> impact(2, 4))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("address:2 is not known; the versions of this subject are [1, 3, 4]");
  }

  @Test
  void theTextSaysWhatAndWhy() {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 1));
    add("cart", 1, record("Cart", field("to", "Address")), ref("Address", "address", -1));
    add("invoice", 1, record("Invoice", field("order", "Order")), ref("Order", "order", 1));

    assertThat(impact(1, 3).toText())
        .startsWith("address:1 → 3: forward compatible only\n")
        .contains("3 schemas of 3 subjects depend on address:1; 3 not fully compatible.")
        .contains("  order:1: forward compatible only, after 1 registration\n")
        .contains("  cart:1: forward compatible only, touched at once\n")
        .contains("    by invoice:1 → order:1 → address:1\n")
        .contains("    by cart:1 ⇝ address:1 (latest)\n")
        .contains("    the new one cannot read old data: ");
  }

  @Test
  void theJsonHasVerdictsAndPaths() throws IOException {
    add("order", 1, record("Order", field("to", "Address")), ref("Address", "address", 1));

    JsonNode json = new ObjectMapper().readTree(impact(1, 3).toJson());
    assertThat(json.path("from").asText()).isEqualTo("address:1");
    JsonNode dependent = json.path("dependents").get(0);
    assertThat(dependent.path("schema").asText()).isEqualTo("order:1");
    assertThat(dependent.path("id").asInt()).isEqualTo(1001);
    assertThat(dependent.path("verdict").path("kind").asText()).isEqualTo("FORWARD");
    assertThat(dependent.path("verdict").path("backward").get(0).path("reason").asText())
        .contains("zip");
    assertThat(dependent.path("paths").toString()).isEqualTo("[[\"order:1\",\"address:1\"]]");
  }

  @Test
  void aJsonSchemaDependentIsCompared() {
    schemas.add(Subject.of("money"), 1, SchemaDefinition.of("JSON", "{\"type\":\"integer\"}"));
    schemas.add(Subject.of("money"), 2, SchemaDefinition.of("JSON", "{\"type\":\"number\"}"));
    schemas.add(
        Subject.of("price"),
        1,
        SchemaDefinition.of(
            "JSON",
            "{\"properties\":{\"p\":{\"$ref\":\"money.json\"}}}",
            ref("money.json", "money", 1)));

    Impact impact = analysis().of(at("money", 1), 2, null);
    assertThat(impact.dependents().get(0).verdict().kind()).isEqualTo(StepKind.BACKWARD);
  }

  private Impact impact(int from, int to) {
    return analysis().of(at("address", from), to, null);
  }

  private ImpactAnalysis analysis() {
    return new ImpactAnalysis(schemas.build(), FormatVerdicts.DEFAULT, ReferenceSettings.DEFAULT);
  }

  private static List<String> paths(Impact impact, String subject, int version) {
    return impact.paths(at(subject, version), 10).stream()
        .map(
            path ->
                String.join(
                    " ", path.stream().map(DependencyGraph.Edge::to).map(String::valueOf).toList()))
        .toList();
  }

  private static LineageReport.Use use(
      String client, String action, String topic, String subject, String schema, Integer id) {
    return new LineageReport.Use(client, action, topic, false, subject, schema, id, TIME, TIME);
  }

  private void add(String subject, int version, String text, SchemaReference... references) {
    schemas.add(Subject.of(subject), version, 1000 + version, definition(text, references));
  }

  private static SchemaDefinition definition(String text, SchemaReference... references) {
    return SchemaDefinition.of("AVRO", text.replace('\'', '"'), references);
  }

  private static String record(String name, String fields) {
    return "{'type':'record','name':'" + name + "','fields':[" + fields + "]}";
  }

  private static String field(String name, String type) {
    return "{'name':'" + name + "','type':'" + type + "'}";
  }

  private static SchemaReference ref(String name, String subject, int version) {
    return new SchemaReference(name, subject, version);
  }

  private static SubjectVersion at(String subject, int version) {
    return new SubjectVersion(Subject.of(subject), version);
  }
}
