// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

/** Which package may use which. */
class SqlFlinkArchitectureTest {

  private static final String ROOT = "io.velostream.schema.flink";

  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "", Set.of(".catalog", ".connector", ".format"),
          ".avro", Set.of(".row"),
          ".catalog", Set.of(".avro", ".format", ".json"),
          ".connector", Set.of(".format"),
          ".format", Set.of(".avro", ".json", ".row"),
          ".json", Set.of(".row"),
          ".row", Set.of(),
          ".runner", Set.of(".catalog", ".connector", ".format"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(
              VeloAvroFormatFactory.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void everyPackageHasItsArrows() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isEqualTo(ARROWS.keySet().stream().map(ROOT::concat).collect(Collectors.toSet()));
  }

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
}
