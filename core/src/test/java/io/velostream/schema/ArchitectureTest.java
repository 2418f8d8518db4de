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

  /** The most files that a reader sees at a glance, package-info included. */
  private static final int MAX_FILES = 25;

  /** Each package with those that it may know beside itself; the door has no name. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry(
              "",
              Set.of(
                  "cache",
                  "cache.background",
                  "cache.tier",
                  "event",
                  "graph",
                  "lookup",
                  "model",
                  "registry",
                  "registry.protocol",
                  "settings",
                  "snapshot")),
          Map.entry("buffer", Set.of()),
          Map.entry(
              "cache",
              Set.of(
                  "cache.tier",
                  "event",
                  "graph",
                  "lookup",
                  "model",
                  "registry",
                  "registry.http",
                  "registry.protocol",
                  "settings",
                  "snapshot")),
          Map.entry(
              "cache.background",
              Set.of(
                  "cache",
                  "cache.tier",
                  "event",
                  "lookup",
                  "model",
                  "registry",
                  "settings",
                  "snapshot")),
          Map.entry(
              "cache.tier", Set.of("event", "jackson", "lookup", "model", "settings", "snapshot")),
          Map.entry("event", Set.of("model")),
          Map.entry("graph", Set.of("event", "model", "settings")),
          Map.entry("jackson", Set.of()),
          Map.entry("lookup", Set.of("model", "settings")),
          Map.entry("model", Set.of()),
          Map.entry(
              "registry",
              Set.of(
                  "event",
                  "model",
                  "registry.auth",
                  "registry.http",
                  "registry.protocol",
                  "settings")),
          Map.entry(
              "registry.auth", Set.of("model", "registry.http", "registry.protocol", "settings")),
          Map.entry(
              "registry.http",
              Set.of("event", "jackson", "model", "registry.protocol", "settings")),
          Map.entry("registry.protocol", Set.of("jackson", "model", "settings")),
          Map.entry("serde", Set.of("model")),
          Map.entry("serde.auth", Set.of("model", "serde.config", "serde.kafka", "settings")),
          Map.entry(
              "serde.binding",
              Set.of(
                  "",
                  "event",
                  "model",
                  "serde",
                  "serde.config",
                  "serde.kafka",
                  "serde.subject",
                  "serde.wire",
                  "settings")),
          Map.entry("serde.config", Set.of("", "event", "model", "serde", "settings")),
          Map.entry(
              "serde.engine",
              Set.of(
                  "",
                  "event",
                  "model",
                  "serde.binding",
                  "serde.config",
                  "serde.shared",
                  "serde.wire")),
          Map.entry("serde.kafka", Set.of("model")),
          Map.entry(
              "serde.shared",
              Set.of("", "event", "model", "serde.auth", "serde.config", "serde.wire", "settings")),
          Map.entry("serde.subject", Set.of("", "model", "serde", "serde.config", "serde.kafka")),
          Map.entry("serde.wire", Set.of("model", "serde.config")),
          Map.entry("settings", Set.of("model")),
          Map.entry("snapshot", Set.of("event", "lookup", "model", "settings")));

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
  void noPackageHasMoreFilesThanAreSeenAtAGlance() {
    Map<String, Long> files =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(files)
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_FILES));
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
            .resideOutsideOfPackage(packageOf("serde") + "..")
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
            .resideInAnyPackage(ROOT, packageOf("serde") + "..")
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
