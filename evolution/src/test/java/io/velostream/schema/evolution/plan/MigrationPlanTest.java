// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.quoted;
import static io.velostream.schema.evolution.Schemas.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.transform.TransformOptions;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport;
import io.velostream.schema.settings.ReferenceSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {

  private static final MigrationRates RATES =
      MigrationRates.UNKNOWN
          .withBackFill(90_000, 1_000)
          .withDeployTime(Duration.ofMinutes(10))
          .withRegistrationTime(Duration.ofSeconds(1));

  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();
  private final List<LineageReport.Use> uses = new ArrayList<>();

  private void add(String subject, int version, String text, SchemaReference... references) {
    schemas.add(
        Subject.of(subject), version, SchemaDefinition.of("AVRO", quoted(text), references));
  }

  private void use(String client, String action, String schema) {
    uses.add(
        new LineageReport.Use(
            client, action, "orders", false, null, schema, null, Instant.EPOCH, Instant.EPOCH));
  }

  private MigrationPlan plan(CompatibilityLevel level) {
    return new MigrationPlanner(schemas.build(), ReferenceSettings.DEFAULT)
        .plan(
            new SubjectVersion(Subject.of("order"), 1),
            2,
            level,
            RATES,
            TransformOptions.NONE,
            new LineageReport(uses, new TreeMap<>()));
  }

  private void orders(String before, String after) {
    add("order", 1, record("Order", before));
    add("order", 2, record("Order", after));
  }

  private static List<Operation> running(MigrationPlan plan) {
    return plan.steps().stream()
        .map(MigrationStep::operation)
        .filter(each -> !each.isSchemaChange())
        .toList();
  }

  @Test
  void consumersMoveFirstIfTheNewVersionReadsOldData() {
    orders(field("a", "'int'"), field("a", "'long'"));
    MigrationPlan plan = plan(CompatibilityLevel.BACKWARD);

    assertThat(running(plan))
        .containsExactly(
            Operation.REGISTER,
            Operation.UPGRADE_CONSUMERS,
            Operation.UPGRADE_PRODUCERS,
            Operation.CLEAN_UP);
    assertThat(plan.risk()).isEqualTo(Risk.MEDIUM);
    assertThat(plan.steps())
        .filteredOn(each -> !each.isReversible())
        .extracting(MigrationStep::operation)
        .containsExactly(Operation.UPGRADE_PRODUCERS);
  }

  @Test
  void producersMoveFirstIfTheOldVersionReadsNewData() {
    orders(field("a", "'long'"), field("a", "'int'"));
    MigrationPlan plan = plan(CompatibilityLevel.FORWARD);

    assertThat(running(plan))
        .containsExactly(
            Operation.REGISTER,
            Operation.UPGRADE_PRODUCERS,
            Operation.TRANSFORM_DATA,
            Operation.BACK_FILL,
            Operation.UPGRADE_CONSUMERS,
            Operation.CLEAN_UP);
  }

  @Test
  void theLevelDecidesIfBothOrdersWork() {
    orders(field("a", "'int'"), field("a", "'int'") + "," + field("b", "'int'", "0"));

    assertThat(plan(CompatibilityLevel.FORWARD).order()).isEqualTo(RolloutOrder.PRODUCERS_FIRST);
    assertThat(plan(CompatibilityLevel.FULL).order()).isEqualTo(RolloutOrder.CONSUMERS_FIRST);
    assertThat(plan(CompatibilityLevel.FULL).risk()).isEqualTo(Risk.LOW);
  }

  @Test
  void aBreakNeedsDualWriteAndABackFill() throws Exception {
    orders(field("a", "'string'"), field("a", "'int'"));
    use("shop", "write", "order:1");
    use("billing", "read", "order:1");
    use("audit", "read", "order:1");
    MigrationPlan plan = plan(CompatibilityLevel.BACKWARD);

    assertThat(running(plan))
        .containsExactly(
            Operation.REGISTER,
            Operation.TRANSFORM_DATA,
            Operation.DUAL_WRITE,
            Operation.BACK_FILL,
            Operation.UPGRADE_CONSUMERS,
            Operation.UPGRADE_PRODUCERS,
            Operation.CLEAN_UP);
    assertThat(plan.steps().get(0).operation()).isEqualTo(Operation.CHANGE_TYPE);
    assertThat(plan.risk()).isEqualTo(Risk.CRITICAL);
    assertThat(plan.topics()).containsExactly("orders");
    assertThat(plan.clients()).containsExactly("audit", "billing", "shop");
    // registration 1 s, dual write 10 min, back-fill 90 s, two consumers and one producer
    assertThat(plan.duration()).isEqualTo(Duration.ofSeconds(1 + 600 + 90 + 1_200 + 600));
    JsonNode json = new ObjectMapper().readTree(plan.toJson());
    assertThat(json.path("steps")).hasSize(plan.steps().size());
    assertThat(json.path("seconds").asLong()).isEqualTo(2_491);
    assertThat(plan.toText())
        .contains("risk critical; estimated duration 41 min 31 s")
        .contains("audit (topic orders)")
        .contains("the registry refuses it at level BACKWARD");
    assertThat(plan.toMermaid()).startsWith("flowchart TD\n").contains(":::critical");
    assertThat(plan(CompatibilityLevel.BACKWARD)).isEqualTo(plan);
  }

  @Test
  void dependenciesComeFirstAndDependentsLast() {
    add("money", 1, record("Money", field("v", "'int'")));
    add("money", 2, record("Money", field("v", "'int'"), field("c", "'string'", "'eur'")));
    add(
        "order",
        1,
        record("Order", field("m", "'Money'")),
        new SchemaReference("Money", "money", 1));
    add(
        "order",
        2,
        record("Order", field("m", "'Money'")),
        new SchemaReference("Money", "money", 2));
    add(
        "batch",
        1,
        record("Batch", field("o", "'Order'")),
        new SchemaReference("Order", "order", 1));
    add("week", 1, record("Week", field("b", "'Batch'")), new SchemaReference("Batch", "batch", 1));
    MigrationPlan plan = plan(CompatibilityLevel.BACKWARD);

    assertThat(plan.steps())
        .extracting(MigrationStep::title)
        .containsExactly(
            "add in money:2: 1 change",
            "register money:2",
            "update reference in order:2: 1 change",
            "register order:2",
            "upgrade consumers to order:2",
            "upgrade producers to order:2",
            "register 2 dependents again, with references to the new version",
            "remove code and flags that only order:1 needed");
    assertThat(plan.steps().get(6).details()).containsExactly("batch:1", "week:1");
  }

  @Test
  void whatIsNotKnownIsNotEstimated() {
    orders(field("a", "'int'"), field("a", "'long'"));
    MigrationPlan plan =
        new MigrationPlanner(schemas.build(), ReferenceSettings.DEFAULT)
            .plan(
                new SubjectVersion(Subject.of("order"), 1),
                2,
                CompatibilityLevel.BACKWARD,
                MigrationRates.UNKNOWN,
                TransformOptions.NONE,
                null);
    assertThat(plan.duration()).isNull();
    assertThat(plan.toText()).contains("estimated duration unknown").contains("without lineage");
  }

  @Test
  void aPlanLeadsToAnotherVersion() {
    orders(field("a", "'int'"), field("a", "'long'"));
    MigrationPlanner planner = new MigrationPlanner(schemas.build(), ReferenceSettings.DEFAULT);
    SubjectVersion one = new SubjectVersion(Subject.of("order"), 1);
    assertThatThrownBy(
            () -> planner.plan(one, 1, CompatibilityLevel.FULL, RATES, TransformOptions.NONE, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MigrationRates.UNKNOWN.withBackFill(1, 0))
        .hasMessageContaining("backFillRate has to be positive");
  }
}
