// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependencies of packages, as docs/evolution.md lists them. */
class ArchitectureTest {

  private static final String EVOLUTION = "io.velostream.schema.evolution.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.velostream.schema.evolution");

  @Test
  void packagesHaveNoCycles() {
    slices().matching(EVOLUTION + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void differencesAreValues() {
    noClasses()
        .that()
        .resideInAPackage(EVOLUTION + "difference")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            EVOLUTION + "comparison..",
            EVOLUTION + "compatibility..",
            "org.apache.avro..",
            "com.fasterxml..")
        .check(CLASSES);
  }

  @Test
  void comparisonsDoNotKnowLevels() {
    noClasses()
        .that()
        .resideInAPackage(EVOLUTION + "comparison..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(EVOLUTION + "compatibility..")
        .check(CLASSES);
  }

  @Test
  void formatsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(EVOLUTION + "comparison.avro")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(EVOLUTION + "comparison.json")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(EVOLUTION + "comparison.json")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(EVOLUTION + "comparison.avro", "org.apache.avro..")
        .check(CLASSES);
  }

  @Test
  void catalogsAndVerdictsUseNoOtherPackage() {
    assertUsesNone("source", "verdict", "impact", "drawing", "history", "difference");
    assertUsesNone("verdict", "source", "impact", "drawing", "history", "difference");
  }

  @Test
  void impactUsesNoDrawing() {
    assertUsesNone("impact", "drawing", "history");
  }

  @Test
  void drawingUsesNoHistory() {
    assertUsesNone("drawing", "history");
  }

  @Test
  void transformersUseDifferencesOnly() {
    assertUsesNone(
        "transform", "plan", "source", "impact", "verdict", "compatibility", "drawing", "history");
  }

  @Test
  void plansAreUsedByNoOtherPackage() {
    for (String each :
        new String[] {"comparison", "compatibility", "impact", "source", "drawing", "history"}) {
      assertUsesNone(each, "plan", "transform");
    }
    assertUsesNone("plan", "history", "rollout");
  }

  private static void assertUsesNone(String user, String... used) {
    for (String each : used) {
      noClasses()
          .that()
          .resideInAPackage(EVOLUTION + user + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(EVOLUTION + each + "..")
          .check(CLASSES);
    }
  }
}
