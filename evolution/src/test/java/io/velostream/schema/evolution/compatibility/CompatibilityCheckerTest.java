// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import static io.velostream.schema.evolution.Schemas.avroRecord;
import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.json;
import static io.velostream.schema.evolution.Schemas.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompatibilityCheckerTest {

  private static final ResolvedSchema INT = avroRecord(field("f", "'int'"));
  private static final ResolvedSchema LONG = avroRecord(field("f", "'long'"));
  private static final ResolvedSchema DOUBLE = avroRecord(field("f", "'double'"));
  private static final ResolvedSchema STRING = avroRecord(field("f", "'string'"));

  private static List<VersionedSchema> history(ResolvedSchema... schemas) {
    List<VersionedSchema> history = new ArrayList<>();
    for (ResolvedSchema schema : schemas) {
      history.add(new VersionedSchema(history.size() + 1, schema));
    }
    return history;
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, true, true, true",
    "BACKWARD, true, false, true",
    "BACKWARD_TRANSITIVE, true, false, false",
    "FORWARD, false, true, false",
    "FORWARD_TRANSITIVE, false, true, false",
    "FULL, false, false, false",
    "FULL_TRANSITIVE, false, false, false"
  })
  void decidesEachLevel(
      CompatibilityLevel level, boolean widened, boolean narrowed, boolean transitive) {
    assertThat(CompatibilityChecker.check(level, history(INT), LONG).isCompatible())
        .isEqualTo(widened);
    assertThat(CompatibilityChecker.check(level, history(LONG), INT).isCompatible())
        .isEqualTo(narrowed);
    assertThat(CompatibilityChecker.check(level, history(STRING, INT), DOUBLE).isCompatible())
        .isEqualTo(transitive);
  }

  @ParameterizedTest
  @EnumSource(CompatibilityLevel.class)
  void letsTheFirstVersionBeAnything(CompatibilityLevel level) {
    CompatibilityReport report = CompatibilityChecker.check(level, List.of(), INT);

    assertThat(report.isCompatible()).isTrue();
    assertThat(report.differences()).isEmpty();
    assertThat(report.versions()).isEmpty();
  }

  @Test
  void givesEveryReasonOfEveryVersionInBothDirections() {
    ResolvedSchema first = avroRecord(field("a", "'int'"), field("b", "'string'"));
    ResolvedSchema second = avroRecord(field("a", "'boolean'"), field("b", "'string'"));
    ResolvedSchema candidate = avroRecord(field("a", "'string'"), field("b", "'int'"));

    CompatibilityReport report =
        CompatibilityChecker.check(
            CompatibilityLevel.FULL_TRANSITIVE, history(first, second), candidate);

    assertThat(report.versions()).containsExactly(1, 2);
    assertThat(report.reasons())
        .extracting(each -> each.version() + " " + each.direction() + " " + each.path())
        .containsExactly(
            "1 BACKWARD /fields/0/type",
            "1 BACKWARD /fields/1/type",
            "1 FORWARD /fields/0/type",
            "1 FORWARD /fields/1/type",
            "2 BACKWARD /fields/0/type",
            "2 BACKWARD /fields/1/type",
            "2 FORWARD /fields/0/type",
            "2 FORWARD /fields/1/type");
  }

  @Test
  void saysWhichSchemaCannotReadWhichData() {
    CompatibilityReport report =
        CompatibilityChecker.check(CompatibilityLevel.FULL, history(INT, LONG), STRING);

    assertThat(report.reasons())
        .extracting(CompatibilityReason::direction)
        .containsExactly(Direction.BACKWARD, Direction.FORWARD);
    assertThat(report.reasons().get(0).sentence())
        .startsWith("The new schema cannot read data of version 2: ");
    assertThat(report.reasons().get(1).sentence())
        .startsWith("Version 2 cannot read data of the new schema: ");
  }

  @Test
  void namesEachFieldInsideOfAUnionThatDoesNotFit() {
    String point = "['null'," + record("P", "%s") + "]";
    ResolvedSchema before = avroRecord(field("p", point.formatted(field("x", "'int'"))));
    ResolvedSchema after =
        avroRecord(field("p", point.formatted(field("x", "'string'") + "," + field("y", "'int'"))));

    CompatibilityReport report =
        CompatibilityChecker.check(CompatibilityLevel.BACKWARD, history(before), after);

    assertThat(report.reasons()).hasSize(1);
    assertThat(report.differences())
        .extracting(each -> each.difference().path())
        .containsExactly("p.x", "p.y");
  }

  @Test
  void keepsTheNumbersOfVersionsAfterDeletions() {
    CompatibilityReport report =
        CompatibilityChecker.check(
            CompatibilityLevel.BACKWARD, List.of(new VersionedSchema(7, INT)), STRING);

    assertThat(report.reasons()).extracting(CompatibilityReason::version).containsExactly(7);
  }

  @Test
  void decidesJsonSchemas() {
    ResolvedSchema loose = json("{'type':'string'}");
    ResolvedSchema tight = json("{'type':'string','maxLength':3}");

    assertThat(
            CompatibilityChecker.check(CompatibilityLevel.BACKWARD, history(tight), loose)
                .isCompatible())
        .isTrue();
    CompatibilityReport report =
        CompatibilityChecker.check(CompatibilityLevel.BACKWARD, history(loose), tight);
    assertThat(report.isCompatible()).isFalse();
    assertThat(report.isUndecided()).isFalse();
    assertThat(report.reasons().get(0).path()).isEqualTo("/maxLength");
  }

  @Test
  void saysWhenItCannotTell() {
    CompatibilityReport report =
        CompatibilityChecker.check(
            CompatibilityLevel.BACKWARD,
            history(json("{'type':'string'}")),
            json("{'type':'string','not':{'const':'a'}}"));

    assertThat(report.isCompatible()).isFalse();
    assertThat(report.isUndecided()).isTrue();
  }

  @Test
  void takesAnotherLanguageForIncompatible() {
    CompatibilityReport report =
        CompatibilityChecker.check(
            CompatibilityLevel.FULL, history(INT), json("{'type':'object'}"));

    assertThat(report.reasons()).hasSize(2);
    assertThat(report.reasons().get(0).sentence()).contains("JSON").contains("AVRO");
  }

  @Test
  void checksAWholeHistory() {
    List<CompatibilityReport> reports =
        CompatibilityChecker.checkHistory(CompatibilityLevel.BACKWARD, history(INT, LONG, STRING));

    assertThat(reports)
        .extracting(CompatibilityReport::isCompatible)
        .containsExactly(true, true, false);
  }

  @Test
  void namesTheVersionThatDoesNotParse() {
    assertThatThrownBy(
            () ->
                CompatibilityChecker.check(
                    CompatibilityLevel.BACKWARD, history(Schemas.avro("{'type':'what'}")), INT))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("version 1");
  }

  @Test
  void ignoresVersionsThatTheLevelDoesNotCompare() {
    assertThat(
            CompatibilityChecker.check(
                    CompatibilityLevel.BACKWARD,
                    history(Schemas.avro("{'type':'what'}"), INT),
                    LONG)
                .isCompatible())
        .isTrue();
  }

  @Test
  void rejectsNumbersOfVersionsBelowOne() {
    assertThatThrownBy(() -> new VersionedSchema(0, INT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
  }
}
