// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists all that users can call, so that a change of it is seen in review. */
class PublicApiTest {

  private static final Path LIST = Path.of("..", "docs", "public-api.txt");
  private static final String UPDATE = "docs.update";
  private static final List<String> MODULES =
      List.of("core", "serde-avro", "serde-json", "serde-protobuf", "evolution", "testing");

  /** Kafka Connect and Flink have class loaders for plugins, not modules: users name classes. */
  private static final List<String> WITHOUT_MODULES =
      List.of(
          "io.velostream.schema.connect",
          "io.velostream.schema.flink",
          "io.velostream.schema.flink.runner");

  /** Packages that a module exports to everyone. */
  private static final Pattern EXPORT = Pattern.compile("(?m)^  exports ([a-z.]+);");

  @Test
  void isAsListed() throws Exception {
    String printed = list();
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(LIST, printed, UTF_8);
    }

    assertThat(Files.readString(LIST, UTF_8))
        .as(
            "docs/public-api.txt differs from the code; if the change is meant, print it with"
                + " mvn -pl examples -am test -Dtest=PublicApiTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s",
            UPDATE)
        .isEqualTo(printed);
  }

  private static List<String> exported() throws IOException {
    List<String> packages = new ArrayList<>(WITHOUT_MODULES);
    for (String module : MODULES) {
      Path descriptor = Path.of("..", module, "src", "main", "module", "module-info.java");
      Matcher exports = EXPORT.matcher(Files.readString(descriptor, UTF_8));
      while (exports.find()) {
        packages.add(exports.group(1));
      }
    }
    return packages;
  }

  private static String list() throws Exception {
    List<String> packages = exported();
    SortedSet<String> lines = new TreeSet<>();
    try (ScanResult scan =
        new ClassGraph()
            .acceptPackagesNonRecursive(packages.toArray(String[]::new))
            .enableClassInfo()
            .ignoreClassVisibility()
            .scan()) {
      for (ClassInfo each : scan.getAllClasses()) {
        if (isOfTheJars(each) && isVisible(each.loadClass())) {
          add(each.loadClass(), lines);
        }
      }
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static boolean isOfTheJars(ClassInfo each) {
    return !String.valueOf(each.getClasspathElementURI()).contains("test-classes")
        && !each.getName().startsWith("io.velostream.schema.examples");
  }

  /** Whether a class and all that it is nested in are public. */
  private static boolean isVisible(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!Modifier.isPublic(each.getModifiers()) && !isProtected(each)) {
        return false;
      }
    }
    return !type.isSynthetic() && !type.isAnonymousClass();
  }

  private static boolean isProtected(Class<?> type) {
    return Modifier.isProtected(type.getModifiers());
  }

  private static void add(Class<?> type, SortedSet<String> lines) {
    String name = type.getName();
    lines.add(name + " " + kind(type) + supertypes(type));
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      if (isCallable(each)) {
        lines.add(name + " new(" + parameters(each.getParameterTypes()) + ")");
      }
    }
    for (Method each : type.getDeclaredMethods()) {
      if (isCallable(each) && !each.isBridge()) {
        lines.add(
            name
                + " "
                + (Modifier.isStatic(each.getModifiers()) ? "static " : "")
                + each.getName()
                + "("
                + parameters(each.getParameterTypes())
                + "): "
                + each.getReturnType().getTypeName());
      }
    }
    for (Field each : type.getDeclaredFields()) {
      if (isCallable(each)) {
        lines.add(name + " " + each.getName() + ": " + each.getType().getTypeName());
      }
    }
  }

  private static boolean isCallable(Member member) {
    int modifiers = member.getModifiers();
    return !member.isSynthetic()
        && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
  }

  private static String kind(Class<?> type) {
    return type.isAnnotation()
        ? "annotation"
        : type.isEnum()
            ? "enum"
            : type.isRecord() ? "record" : type.isInterface() ? "interface" : "class";
  }

  private static String supertypes(Class<?> type) {
    return Stream.concat(
            Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
        .map(Class::getName)
        .filter(each -> !each.startsWith("java.lang."))
        .sorted()
        .collect(Collectors.joining(", ", ": ", ""))
        .replaceFirst("^: $", "");
  }

  private static String parameters(Class<?>[] types) {
    return Arrays.stream(types).map(Class::getTypeName).collect(Collectors.joining(", "));
  }
}
