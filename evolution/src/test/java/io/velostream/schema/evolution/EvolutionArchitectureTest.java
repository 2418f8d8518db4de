// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds which packages may use which. */
class EvolutionArchitectureTest {

  private static final String ROOT = "io.velostream.schema.evolution";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void catalogsAndComparisonsUseNoOtherPackage() {
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

  private void assertUsesNone(String user, String... used) {
    for (String each : used) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + user + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + each + "..")
          .check(classes);
    }
  }
}
