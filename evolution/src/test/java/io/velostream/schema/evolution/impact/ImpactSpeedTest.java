// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The impact of a change on ten thousand generated schemas, verdicts included. */
class ImpactSpeedTest {

  private static final int MANY = 10_000;
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();

  @Test
  void allDependOnOneInSixLevels() {
    addSixLevels();
    address(",{'name':'b','type':'int','default':0}");
    assertImpact("six levels", MANY - 1, StepKind.FULL);
  }

  @Test
  void allBreakInSixLevels() {
    addSixLevels();
    address(",{'name':'b','type':'int'}");
    Impact impact = assertImpact("six levels, breaking", MANY - 1, StepKind.FORWARD);

    assertThat(impact.dependents().get(MANY - 2).verdict().backward()).isNotEmpty();
  }

  private void addSixLevels() {
    Random random = new Random(7);
    for (int i = 1; i < MANY; i++) {
      int parent = (i - 1) / 5;
      int other = i < 6 ? parent : random.nextInt((i + 4) / 5);
      if (other == parent) {
        add(i, parent);
      } else {
        add(i, parent, other);
      }
    }
  }

  @Test
  void tenThousandJsonSchemasReferToOneDirectly() {
    schemas.add(Subject.of("s0"), 1, json("'a':{'type':'integer'}"));
    schemas.add(Subject.of("s0"), 2, json("'a':{'type':'integer'},'b':{'type':'integer'}"));
    SchemaReference reference = new SchemaReference("s0.json", "s0", 1);
    for (int i = 1; i < MANY; i++) {
      String properties = "'own':{'type':'string'},'f':{'$ref':'s0.json'}";
      schemas.add(Subject.of("s" + i), 1, json(properties, reference));
    }
    assertImpact("JSON, one level", MANY - 1, StepKind.FORWARD);
  }

  @Test
  void allJsonSchemasDependOnOneInSixLevels() {
    String optional = "{'oneOf':[{'type':'null'},{'$ref':'NAME'}]}";
    addJson("'a':{'type':'integer'}", "'a':{'type':'number'}", optional, "{'$ref':'NAME'}");
    Impact impact = assertImpact("JSON, six levels", MANY - 1, StepKind.BACKWARD);

    assertThat(impact.dependents().get(MANY - 2).verdict().forward()).isNotEmpty();
  }

  /** The six levels of Avro, with the same references. */
  private void addJson(String old, String changed, String use, String otherUse) {
    schemas.add(Subject.of("s0"), 1, json(old));
    schemas.add(Subject.of("s0"), 2, json(changed));
    Random random = new Random(7);
    for (int i = 1; i < MANY; i++) {
      int parent = (i - 1) / 5;
      int other = i < 6 ? parent : random.nextInt((i + 4) / 5);
      String name = "s" + parent + ".json";
      String otherName = "s" + other + ".json";
      String properties = "'own':{'type':'string'},'f0':" + use.replace("NAME", name);
      SchemaReference reference = new SchemaReference(name, "s" + parent, 1);
      if (other == parent) {
        schemas.add(Subject.of("s" + i), 1, json(properties, reference));
      } else {
        properties += ",'f1':" + otherUse.replace("NAME", otherName);
        SchemaReference otherReference = new SchemaReference(otherName, "s" + other, 1);
        schemas.add(Subject.of("s" + i), 1, json(properties, reference, otherReference));
      }
    }
  }

  @Test
  void tenThousandReferToOneDirectly() {
    for (int i = 1; i < MANY; i++) {
      add(i, 0);
    }
    address(",{'name':'b','type':'int','default':0}");
    assertImpact("one level", MANY - 1, StepKind.FULL);
  }

  @Test
  void aChainIsTenThousandDeep() {
    for (int i = 1; i < MANY; i++) {
      add(i, i - 1);
    }
    address(",{'name':'b','type':'int','default':0}");
    Impact impact = assertImpact("a chain", MANY - 1, null);

    assertThat(impact.dependents().get(0).verdict().kind()).isEqualTo(StepKind.FULL);
    assertThat(impact.dependents().get(MANY - 2).verdict().obstacle())
        .contains("references go deeper than 10 levels");
    assertThat(impact.paths(at(MANY - 1), 10))
        .singleElement()
        .satisfies(path -> assertThat(path).hasSize(MANY - 1));
    assertThat(impact.toJson()).hasSizeLessThan(40_000_000);
    assertThat(impact.toText()).contains("    by 9999 references\n");
  }

  private static SchemaDefinition json(String properties, SchemaReference... references) {
    String text = "{'type':'object','properties':{" + properties + "}}";
    return SchemaDefinition.of("JSON", text.replace('\'', '"'), references);
  }

  private Impact assertImpact(String name, int dependents, StepKind kind) {
    ImpactAnalysis analysis =
        new ImpactAnalysis(schemas.build(), FormatVerdicts.DEFAULT, ReferenceSettings.DEFAULT);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Impact impact = analysis.of(at(0), 2, null);
    Duration time = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

    System.out.println(
        "OK impact on "
            + impact.dependents().size()
            + " schemas, "
            + name
            + ", in "
            + time.toMillis()
            + " ms of processor time");
    assertThat(impact.dependents()).hasSize(dependents);
    if (kind != null) {
      assertThat(impact.dependents()).allMatch(each -> each.verdict().kind() == kind);
    }
    assertThat(time).isLessThan(BOUND);
    return impact;
  }

  private void address(String added) {
    String field = "{'name':'a','type':'int'}";
    schemas.add(Subject.of("s0"), 1, definition(record("S0", field)));
    schemas.add(Subject.of("s0"), 2, definition(record("S0", field + added)));
  }

  private void add(int number, int... targets) {
    StringBuilder fields = new StringBuilder("{'name':'own','type':['null','string']}");
    SchemaReference[] references = new SchemaReference[targets.length];
    for (int target = 0; target < targets.length; target++) {
      String type = "S" + targets[target];
      fields.append(",{'name':'f" + target + "','type':['null','" + type + "']}");
      references[target] = new SchemaReference(type, "s" + targets[target], 1);
    }
    schemas.add(
        Subject.of("s" + number),
        1,
        definition(record("S" + number, fields.toString()), references));
  }

  private static String record(String name, String fields) {
    return "{'type':'record','name':'" + name + "','fields':[" + fields + "]}";
  }

  private static SchemaDefinition definition(String text, SchemaReference... references) {
    return SchemaDefinition.of("AVRO", text.replace('\'', '"'), references);
  }

  private static SubjectVersion at(int number) {
    return new SubjectVersion(Subject.of("s" + number), 1);
  }
}
