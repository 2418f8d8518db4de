// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.evolution.verdict.SchemaVerdicts;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Composed verdicts equal those on whole schemas, on random schemas and changes. */
class JsonReferenceVerdictsTest {

  private static final int GRAPHS = 100;
  private static final int MANY_GRAPHS = 1_000;

  /** Compares whole schemas, because it does not say that it is the check of the format. */
  private static final SchemaVerdicts WHOLE = FormatVerdicts.DEFAULT::compare;

  /** Whole schemas have a limit that composed ones do not need. */
  private static final String TOO_LARGE = "too large to be compared";

  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();

  @Test
  void composedVerdictsEqualThoseOnWholeSchemas() {
    compare(GRAPHS);
  }

  @Tag("fuzz")
  @Test
  void composedVerdictsEqualThoseOnWholeSchemasInTheLongRun() {
    compare(MANY_GRAPHS);
    System.out.println("OK fuzz of composed verdicts graphs=" + MANY_GRAPHS);
  }

  private static void compare(int graphs) {
    Map<StepKind, Integer> kinds = new EnumMap<>(StepKind.class);
    Counted counted = new Counted();
    int dependents = 0;
    for (int seed = 0; seed < graphs; seed++) {
      SchemaCatalog catalog = new RandomJsonGraph(seed).catalog();
      Impact composed = impact(catalog, counted);
      Impact whole = impact(catalog, WHOLE);

      List<String> expected = texts(whole);
      List<String> found = texts(composed);
      for (int each = 0; each < expected.size(); each++) {
        if (!expected.get(each).contains(TOO_LARGE)) {
          assertThat(found.get(each)).as("seed %d", seed).isEqualTo(expected.get(each));
          dependents++;
        }
      }
      composed.dependents().forEach(each -> kinds.merge(each.verdict().kind(), 1, Integer::sum));
    }
    assertThat(kinds).containsKeys(StepKind.values());
    assertThat(dependents - counted.ofDependents).isGreaterThan(dependents / 3);
  }

  @Test
  void aReasonHasThePathFromTheDependent() {
    add("t0", 1, "'properties':{'zip':{'type':'integer'}}");
    add("t0", 2, "'properties':{'zip':{'type':'string'}}");
    add("a", 1, "'properties':{'list':{'items':{'$ref':'t0'}}}", "t0");
    add("b", 1, "'properties':{'a':{'$ref':'a'},'own':{'type':'string'}}", "a");
    Counted counted = new Counted();

    assertThat(impact(schemas.build(), counted).dependents().get(1).verdict().backward())
        .containsExactly(
            new Incompatibility(
                "/properties/a/$ref/properties/list/items/$ref/properties/zip/type",
                "the writer admits [integer], the reader only \"string\""));
    assertThat(counted.ofDependents).isZero();
  }

  @Test
  void optionalObjectsAreComposed() {
    add("t0", 1, "'type':'object','properties':{'zip':{'type':'integer'}}");
    add("t0", 2, "'type':'object','properties':{'zip':{'type':'number'}}");
    add("a", 1, "'properties':{'to':{'oneOf':[{'type':'null'},{'$ref':'t0'}]}}", "t0");
    Counted counted = new Counted();
    Verdict verdict = impact(schemas.build(), counted).dependents().get(0).verdict();

    assertThat(verdict.kind()).isEqualTo(StepKind.BACKWARD);
    assertThat(verdict.forward())
        .singleElement()
        .satisfies(reason -> assertThat(reason.path()).isEqualTo("/properties/to/oneOf"));
    assertThat(counted.ofDependents).isZero();
  }

  /** What is not composed itself is compared once, and composed further up. */
  @Test
  void positionsThatNeedTheWholeSchemaAreComparedOnce() {
    add("t0", 1, "'properties':{'zip':{'type':'integer'}}");
    add("t0", 2, "'properties':{'zip':{'type':'number'}}");
    add("a", 1, "'properties':{'x':{'not':{'$ref':'t0'}}}", "t0");
    for (int number = 0; number < 20; number++) {
      add("b" + number, 1, "'properties':{'a':{'$ref':'a'}}", "a");
    }
    Counted counted = new Counted();
    Impact impact = impact(schemas.build(), counted);

    assertThat(texts(impact)).isEqualTo(texts(impact(schemas.build(), WHOLE)));
    assertThat(impact.dependents()).hasSize(21);
    assertThat(counted.ofDependents).isEqualTo(1);
  }

  /** The whole comparison would report each of the paths, which may be millions. */
  @Test
  void reasonsAreLimited() {
    StringBuilder old = new StringBuilder("'z':{}");
    StringBuilder fresh = new StringBuilder("'z':{}");
    for (int number = 0; number < 30; number++) {
      old.append(",'p" + number + "':{'type':'integer'}");
      fresh.append(",'p" + number + "':{'type':'string'}");
    }
    add("t0", 1, "'properties':{" + old + "}");
    add("t0", 2, "'properties':{" + fresh + "}");
    add("a", 1, "'properties':{'x':{'$ref':'t0'},'y':{'$ref':'t0'}}", "t0");

    assertThat(impact(schemas.build(), FormatVerdicts.DEFAULT).dependents().get(0).verdict())
        .satisfies(verdict -> assertThat(verdict.backward()).hasSize(20))
        .satisfies(verdict -> assertThat(verdict.forward()).hasSize(20));
  }

  private static Impact impact(SchemaCatalog catalog, SchemaVerdicts comparison) {
    return new ImpactAnalysis(catalog, comparison, ReferenceSettings.DEFAULT)
        .of(new SubjectVersion(Subject.of("t0"), 1), 2, null);
  }

  private static List<String> texts(Impact impact) {
    return impact.dependents().stream()
        .map(
            each ->
                each.at()
                    + " "
                    + first(each.verdict().backward())
                    + " "
                    + first(each.verdict().forward())
                    + " "
                    + each.verdict().obstacle())
        .toList();
  }

  private static List<Incompatibility> first(List<Incompatibility> reasons) {
    return reasons.stream().limit(TypeReasons.MAX_REASONS).toList();
  }

  private void add(String subject, int version, String keywords, String... references) {
    SchemaReference[] named = new SchemaReference[references.length];
    for (int index = 0; index < references.length; index++) {
      named[index] = new SchemaReference(references[index], references[index], 1);
    }
    schemas.add(
        Subject.of(subject),
        version,
        SchemaDefinition.of("JSON", ("{" + keywords + "}").replace('\'', '"'), named));
  }

  /** Counts how many whole schemas are compared, beside the changed one. */
  private static final class Counted implements SchemaVerdicts {

    private int ofDependents;

    @Override
    public Verdict compare(ResolvedSchema before, ResolvedSchema after) {
      if (before.definition().equals(after.definition())) {
        ofDependents++;
      }
      return FormatVerdicts.DEFAULT.compare(before, after);
    }

    @Override
    public boolean isFormatCompatibility(String type) {
      return true;
    }
  }
}
