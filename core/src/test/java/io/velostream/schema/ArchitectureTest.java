// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
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
import io.velostream.schema.thread.DaemonThread;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks the layers: the packages that each package may depend on. */
class ArchitectureTest {

  private static final String ROOT = "io.velostream.schema";

  /** The maximum number of files in a package, package-info included. */
  private static final int MAX_FILES = 25;

  /** The allowed dependencies of each package; the root package has an empty name. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry(
              "",
              Set.of(
                  "thread",
                  "cache",
                  "cache.background",
                  "cache.tier",
                  "event",
                  "graph",
                  "lookup",
                  "metrics",
                  "model",
                  "registry",
                  "registry.protocol",
                  "settings",
                  "snapshot",
                  "text")),
          Map.entry("buffer", Set.of()),
          Map.entry(
              "cache",
              Set.of(
                  "cache.tier",
                  "event",
                  "graph",
                  "lookup",
                  "metrics",
                  "model",
                  "registry",
                  "registry.http",
                  "registry.protocol",
                  "settings",
                  "snapshot",
                  "trace")),
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
          Map.entry(
              "deadletter",
              Set.of(
                  "",
                  "event",
                  "metrics",
                  "model",
                  "registry",
                  "serde",
                  "serde.config",
                  "serde.file",
                  "serde.kafka",
                  "serde.rollout",
                  "serde.shared",
                  "text")),
          Map.entry("deadletter.streams", Set.of("deadletter")),
          Map.entry("event", Set.of("model")),
          Map.entry("graph", Set.of("event", "model", "settings")),
          Map.entry("jackson", Set.of()),
          Map.entry("lookup", Set.of("model", "settings")),
          Map.entry("metrics", Set.of()),
          Map.entry("metrics.kafka", Set.of("metrics")),
          Map.entry("metrics.micrometer", Set.of("metrics")),
          Map.entry("metrics.opentelemetry", Set.of("metrics", "trace")),
          Map.entry("model", Set.of()),
          Map.entry("text", Set.of()),
          Map.entry("thread", Set.of()),
          Map.entry("trace", Set.of()),
          Map.entry("observe", Set.of("event", "model", "observe.http")),
          Map.entry("observe.audit", Set.of("thread", "event", "metrics", "model", "text")),
          Map.entry("observe.http", Set.of()),
          Map.entry(
              "observe.lineage",
              Set.of("thread", "event", "metrics", "model", "observe.openlineage")),
          Map.entry(
              "observe.openlineage", Set.of("thread", "event", "jackson", "model", "observe.http")),
          Map.entry(
              "registry",
              Set.of(
                  "event",
                  "metrics",
                  "model",
                  "registry.auth",
                  "registry.http",
                  "registry.protocol",
                  "settings")),
          Map.entry(
              "registry.auth",
              Set.of("thread", "model", "registry.http", "registry.protocol", "settings")),
          Map.entry(
              "registry.http",
              Set.of(
                  "thread",
                  "event",
                  "jackson",
                  "metrics",
                  "model",
                  "registry.protocol",
                  "settings",
                  "trace")),
          Map.entry("registry.protocol", Set.of("jackson", "model", "settings", "text")),
          Map.entry("rollout", Set.of("thread")),
          Map.entry("serde", Set.of("model")),
          Map.entry("serde.rollout", Set.of()),
          Map.entry("serde.auth", Set.of("model", "serde.config", "serde.kafka", "settings")),
          Map.entry(
              "serde.binding",
              Set.of(
                  "",
                  "event",
                  "model",
                  "registry",
                  "serde",
                  "rollout",
                  "serde.access",
                  "serde.config",
                  "serde.kafka",
                  "serde.meter",
                  "serde.subject",
                  "serde.wire",
                  "settings",
                  "trace",
                  "text")),
          Map.entry(
              "serde.config",
              Set.of(
                  "",
                  "event",
                  "model",
                  "rollout",
                  "serde",
                  "serde.access",
                  "serde.file",
                  "settings")),
          Map.entry(
              "serde.engine",
              Set.of(
                  "",
                  "deadletter",
                  "event",
                  "model",
                  "registry",
                  "serde.binding",
                  "serde.config",
                  "serde.meter",
                  "serde.rollout",
                  "serde.shared",
                  "serde.wire")),
          Map.entry("serde.access", Set.of()),
          Map.entry("serde.file", Set.of()),
          Map.entry("serde.kafka", Set.of("model", "serde", "serde.access", "serde.file")),
          Map.entry(
              "serde.meter", Set.of("event", "metrics", "model", "serde.access", "serde.config")),
          Map.entry(
              "serde.shared",
              Set.of(
                  "thread",
                  "",
                  "event",
                  "model",
                  "serde.auth",
                  "serde.config",
                  "serde.wire",
                  "settings")),
          Map.entry("serde.subject", Set.of("", "model", "serde", "serde.config", "serde.kafka")),
          Map.entry("serde.wire", Set.of("model", "serde.config")),
          Map.entry("settings", Set.of("model")),
          Map.entry("snapshot", Set.of("event", "lookup", "model", "settings")));

  private static final String[] LEAF_PACKAGES = {
    packageOf("event"), packageOf("settings"), packageOf("model")
  };

  /** The classes of this module only, without those of tests. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(SchemaResolver.class.getProtectionDomain().getCodeSource().getLocation());

  @TestFactory
  Stream<DynamicTest> packagesHaveAllowedDependenciesOnly() {
    return ALLOWED.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().isEmpty() ? "root" : entry.getKey(),
                    () -> check(dependencyRule(entry.getKey(), entry.getValue()))));
  }

  /** Other threads would keep the class loader of the application that happens to start them. */
  @Test
  void threadsAreCreatedInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(DaemonThread.class.getName())
        .and() // its threads run code of the application, and end with the client
        .doNotHaveFullyQualifiedName(packageOf("serde.config") + ".ListenerQueue")
        .should()
        .callConstructorWhere(
            describe(
                "that create a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
        .check(CLASSES);
  }

  @Test
  void everyPackageIsListed() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(packages)
        .isSubsetOf(
            ALLOWED.keySet().stream().map(ArchitectureTest::packageOf).collect(Collectors.toSet()))
        .contains(ROOT, packageOf("serde"), packageOf("cache"), packageOf("registry"));
  }

  @Test
  void noPackageHasTooManyFiles() {
    Map<String, Long> files =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(files)
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_FILES));
  }

  @Test
  void packagesFormNoCycle() {
    String includingRoot = ROOT.substring(0, ROOT.lastIndexOf('.')) + ".(**)";

    check(slices().matching(includingRoot).should().beFreeOfCycles());
  }

  @Test
  void onlySerdesDeadLettersAndObserversKnowKafka() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                packageOf("serde") + "..",
                packageOf("deadletter") + "..",
                packageOf("metrics.kafka"),
                packageOf("observe") + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.."));
  }

  @Test
  void leafPackagesHaveNoInputOutputOrLibraries() {
    check(
        classes()
            .that()
            .resideInAnyPackage(LEAF_PACKAGES)
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
                    .or(resideInAnyPackage(LEAF_PACKAGES))));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LEAF_PACKAGES)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(Socket|ServerSocket|URL|URLConnection|http\\..*)"));
  }

  @Test
  void rootAndSerdePackagesDoNotDependOnJackson() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT, packageOf("serde") + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "tools.jackson.."));
  }

  @Test
  void mainCodeDoesNotDependOnTestLibraries() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packageOf("testing"), "org.junit..", "org.assertj.."));
  }

  private static ArchRule dependencyRule(String from, Set<String> to) {
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
