// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependencies of packages, as docs/cli.md lists them. */
class ArchitectureTest {

  private static final String CLI = "io.velostream.schema.cli";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(CLI);

  @Test
  void packagesHaveNoCycles() {
    slices().matching(CLI + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheMainClassKnowsCommands() {
    noClasses()
        .that()
        .resideInAnyPackage(CLI + ".source", CLI + ".record", CLI + ".migration", CLI + ".text")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CLI, CLI + ".command")
        .check(CLASSES);
  }

  @Test
  void textsKnowNoSchemas() {
    noClasses()
        .that()
        .resideInAPackage(CLI + ".text")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            CLI + ".source", CLI + ".record", "io.velostream.schema.evolution..", "picocli..")
        .check(CLASSES);
  }
}
