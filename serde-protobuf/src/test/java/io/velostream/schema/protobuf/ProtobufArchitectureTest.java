// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.velostream.schema.protobuf.schema.ProtobufFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which. */
class ProtobufArchitectureTest {

  private static final String ROOT = "io.velostream.schema.protobuf";

  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "", Set.of(".codec", ".config", ".schema"),
          ".codec", Set.of(".compatibility", ".config", ".schema"),
          ".compatibility", Set.of(),
          ".config", Set.of(),
          ".schema", Set.of(".compatibility", ".text"),
          ".text", Set.of());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(ProtobufFormat.class.getProtectionDomain().getCodeSource().getLocation());

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
  void packagesFormNoCycle() {
    slices().matching("io.velostream.schema.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheSerializerKnowsKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".codec", ROOT + ".config")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLASSES);
  }
}
