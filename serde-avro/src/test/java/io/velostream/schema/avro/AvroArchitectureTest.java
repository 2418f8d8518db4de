// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package of this module may use which. */
class AvroArchitectureTest {

  private static final String ROOT = "io.velostream.schema.avro";

  /** Each package with those of this module that it may use beside itself. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("", Set.of(".codec", ".config")),
          Map.entry(
              ".codec",
              Set.of(
                  ".compiled",
                  ".compiled.io",
                  ".compiled.write",
                  ".config",
                  ".fallback",
                  ".model",
                  ".resolution",
                  ".schema")),
          Map.entry(".compiled", Set.of(".compiled.io", ".compiled.read", ".compiled.write")),
          Map.entry(".compiled.io", Set.of()),
          Map.entry(".compiled.read", Set.of(".compiled.io")),
          Map.entry(".compiled.write", Set.of(".compiled.io", ".compiled.read")),
          Map.entry(".config", Set.of()),
          Map.entry(
              ".fallback", Set.of(".compiled", ".compiled.io", ".config", ".model", ".resolution")),
          Map.entry(".model", Set.of(".compiled", ".compiled.io", ".config")),
          Map.entry(".resolution", Set.of(".compiled", ".compiled.io", ".model")),
          Map.entry(".schema", Set.of(".config", ".model", ".resolution")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(KafkaAvroSerializer.class.getProtectionDomain().getCodeSource().getLocation());

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
    noClasses()
        .that()
        .resideInAPackage(ROOT + arrow.getKey())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
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
}
