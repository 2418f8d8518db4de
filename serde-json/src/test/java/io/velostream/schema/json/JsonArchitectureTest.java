// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.velostream.schema.json.schema.JsonFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds who may call whom: the serializer the rooms below it, and these the documents. */
class JsonArchitectureTest {

  private static final String ROOT = "io.velostream.schema.json";

  /** Each package with those of this module that it may know beside itself. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("", Set.of(".codec", ".config", ".schema", ".value")),
          Map.entry(
              ".codec",
              Set.of(
                  ".config",
                  ".document",
                  ".error",
                  ".generate",
                  ".jackson",
                  ".program",
                  ".schema",
                  ".value")),
          Map.entry(".compatibility", Set.of(".document", ".pattern")),
          Map.entry(".config", Set.of(".document", ".generate", ".pattern", ".program")),
          Map.entry(".document", Set.of()),
          Map.entry(".error", Set.of(".config", ".document", ".jackson")),
          Map.entry(".format", Set.of(".document", ".pattern")),
          Map.entry(".generate", Set.of(".document")),
          Map.entry(".jackson", Set.of(".config", ".program")),
          Map.entry(".pattern", Set.of(".document")),
          Map.entry(".program", Set.of(".document", ".format", ".pattern")),
          Map.entry(".program.compile", Set.of(".document", ".format", ".pattern", ".program")),
          Map.entry(
              ".schema",
              Set.of(
                  ".compatibility",
                  ".document",
                  ".error",
                  ".jackson",
                  ".pattern",
                  ".program",
                  ".program.compile")),
          Map.entry(".value", Set.of(".schema")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(JsonFormat.class.getProtectionDomain().getCodeSource().getLocation());

  @TestFactory
  Stream<DynamicTest> callsGoAlongTheArrowsOnly() {
    return ARROWS.entrySet().stream()
        .map(arrow -> DynamicTest.dynamicTest(ROOT + arrow.getKey(), () -> check(arrow)));
  }

  private static void check(Map.Entry<String, Set<String>> arrow) {
    String[] others =
        ARROWS.keySet().stream()
            .filter(each -> !each.equals(arrow.getKey()) && !arrow.getValue().contains(each))
            .map(ROOT::concat)
            .toArray(String[]::new);
    if (others.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + arrow.getKey())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(CLASSES);
    }
  }

  @Test
  void everyPackageHasItsPlaceInThePlan() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isEqualTo(ARROWS.keySet().stream().map(ROOT::concat).collect(Collectors.toSet()));
  }

  @Test
  void noPackageHasMoreThan25Files() {
    assertThat(
            CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
        .allSatisfy((name, files) -> assertThat(files).as(name).isLessThanOrEqualTo(25));
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.velostream.schema.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** Applications have it in versions that differ; tests alone ask it for a second opinion. */
  @Test
  void noClassKnowsAValidatorLibrary() {
    noClasses().should().dependOnClassesThat().resideInAPackage("com.networknt..").check(CLASSES);
  }

  @Test
  void onlyTheSerializerKnowsKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".codec", ROOT + ".config", ROOT + ".error")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLASSES);
  }
}
