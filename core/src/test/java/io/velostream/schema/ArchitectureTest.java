// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the plan of the house: who may call whom. */
class ArchitectureTest {

  private static final String ROOT = "io.velostream.schema";

  /** Each room and shelf with those that it may know beside itself; the door has no name. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("serde", Set.of("", "event", "settings", "model")),
          Map.entry(
              "", Set.of("cache", "graph", "registry", "snapshot", "event", "settings", "model")),
          Map.entry(
              "cache",
              Set.of("graph", "registry", "snapshot", "event", "settings", "jackson", "model")),
          Map.entry("graph", Set.of("event", "settings", "model")),
          Map.entry("registry", Set.of("event", "settings", "jackson", "model")),
          Map.entry("snapshot", Set.of("event", "settings", "model")),
          Map.entry("observe", Set.of("event", "settings", "model")),
          Map.entry("event", Set.of("model")),
          Map.entry("settings", Set.of("model")),
          Map.entry("jackson", Set.of()),
          Map.entry("model", Set.of()));

  private static final String[] SHELVES = {
    packageOf("event"), packageOf("settings"), packageOf("model")
  };

  /** The classes of this module alone: what tests use is on the class path too. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(SchemaResolver.class.getProtectionDomain().getCodeSource().getLocation());

  @TestFactory
  Stream<DynamicTest> callsGoAlongTheArrowsOnly() {
    return ARROWS.entrySet().stream()
        .map(
            arrow ->
                DynamicTest.dynamicTest(
                    arrow.getKey().isEmpty() ? "door" : arrow.getKey(),
                    () -> check(along(arrow.getKey(), arrow.getValue()))));
  }

  @Test
  void everyPackageHasItsPlaceInThePlan() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(packages)
        .isSubsetOf(
            ARROWS.keySet().stream().map(ArchitectureTest::packageOf).collect(Collectors.toSet()))
        .contains(ROOT, packageOf("serde"), packageOf("cache"), packageOf("registry"));
  }

  @Test
  void packagesFormNoCycle() {
    String withTheDoor = ROOT.substring(0, ROOT.lastIndexOf('.')) + ".(**)";

    check(slices().matching(withTheDoor).should().beFreeOfCycles());
  }

  @Test
  void onlyTheKafkaRoomKnowsKafka() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(packageOf("serde"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.."));
  }

  @Test
  void shelvesDoNoInputOrOutputAndKnowNoLibrary() {
    check(
        classes()
            .that()
            .resideInAnyPackage(SHELVES)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                        "java.lang..",
                        "java.net",
                        "java.nio",
                        "java.security..",
                        "java.time..",
                        "java.util..",
                        "javax.net..",
                        "org.jspecify..")
                    .or(resideInAnyPackage(SHELVES))));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SHELVES)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(Socket|ServerSocket|URL|URLConnection|http\\..*)"));
  }

  @Test
  void jacksonStaysOutOfTheDoorAndTheKafkaRoom() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT, packageOf("serde"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "tools.jackson.."));
  }

  @Test
  void nobodyKnowsWhatIsForTests() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packageOf("testing"), "org.junit..", "org.assertj.."));
  }

  private static ArchRule along(String from, Set<String> to) {
    String[] allowed =
        Stream.concat(Stream.of(from), to.stream())
            .map(ArchitectureTest::packageOf)
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> ours = resideInAPackage(ROOT + "..");
    return noClasses()
        .that()
        .resideInAPackage(packageOf(from))
        .should()
        .dependOnClassesThat(ours.and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true);
  }

  private static String packageOf(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
