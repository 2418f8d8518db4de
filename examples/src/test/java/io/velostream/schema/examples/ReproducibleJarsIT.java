// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A second build of the same sources, in another folder, time zone and language, gives the same
 * bytes of every jar that is published.
 */
@Tag("reproducible")
class ReproducibleJarsIT {

  private static final List<String> PUBLISHED =
      List.of("testing", "core", "serde-avro", "serde-json", "serde-protobuf");
  private static final Set<String> NOT_COPIED = Set.of("target", ".git");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path HOME = ROOT.resolve("target/reproducible");

  /** The last line says whether all jars are the same. */
  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void secondBuildGivesTheSameBytes() throws Exception {
    Path copy = HOME.resolve("another/folder");
    delete(HOME);
    copy(ROOT, copy);
    build(copy, HOME.resolve("build.log"));

    SortedMap<String, Path> first = jars(ROOT);
    SortedMap<String, Path> second = jars(copy);
    List<String> wrong = missing(first.keySet());
    for (String name : union(first.keySet(), second.keySet())) {
      if (!first.containsKey(name) || !second.containsKey(name)) {
        wrong.add(name + ": made by one of the builds only");
      } else if (Files.mismatch(first.get(name), second.get(name)) >= 0) {
        wrong.add(name + ": " + difference(first.get(name), second.get(name)));
      }
    }
    wrong.forEach(System.out::println);
    System.out.println(
        wrong.isEmpty()
            ? "OK reproducible jars=" + first.size()
            : "FAILED reproducible jars=" + first.size() + " wrong=" + wrong.size());
    assertThat(wrong).isEmpty();
  }

  /** Which modules lack a jar of classes, sources or documentation. */
  private static List<String> missing(Set<String> jars) {
    List<String> missing = new ArrayList<>();
    for (String module : PUBLISHED) {
      for (String kind : List.of("", "-sources", "-javadoc")) {
        String pattern = module + "/velostream-[a-z-]+-[0-9.]+(-[A-Z]+[0-9]*)?" + kind + "\\.jar";
        if (jars.stream().noneMatch(name -> name.matches(pattern))) {
          missing.add(module + ": no jar that matches " + pattern);
        }
      }
    }
    return missing;
  }

  private static void build(Path folder, Path log) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
            "--offline",
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
            // else what came from a mirror of other settings would not count as downloaded
            "-Daether.enhancedLocalRepository.trackingFilename=reproducible.repositories",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true",
            "--projects",
            String.join(",", PUBLISHED),
            "--also-make",
            "package");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().remove("MAVEN_OPTS");
    builder.environment().remove("MAVEN_BASEDIR");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TZ", "Pacific/Kiritimati");
    builder.environment().put("LC_ALL", "C");
    builder
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-Duser.timezone=Pacific/Kiritimati -Duser.language=ja -Duser.country=JP");
    int status = builder.start().waitFor();
    if (status != 0) {
      System.out.println("FAILED reproducible: the second build ended with status " + status);
    }
    assertThat(status).as("status of the second build, whose output is in %s", log).isZero();
  }

  /** The jars of the modules that are published, by module and file name. */
  private static SortedMap<String, Path> jars(Path folder) throws IOException {
    SortedMap<String, Path> jars = new TreeMap<>();
    for (String module : PUBLISHED) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(folder.resolve(module).resolve("target"), "velostream-*.jar")) {
        found.forEach(jar -> jars.put(module + "/" + jar.getFileName(), jar));
      }
    }
    return jars;
  }

  /** Which entries of two jars differ, in what they hold or in their time. */
  private static String difference(Path one, Path other) throws IOException {
    SortedMap<String, String> first = entries(one);
    SortedMap<String, String> second = entries(other);
    List<String> differing = new ArrayList<>();
    for (String name : union(first.keySet(), second.keySet())) {
      if (!String.valueOf(first.get(name)).equals(second.get(name))) {
        differing.add(name + " (" + first.get(name) + " and " + second.get(name) + ")");
      }
    }
    return differing.isEmpty()
        ? "the same entries, in another order or otherwise compressed"
        : differing.size()
            + " entries differ: "
            + String.join(", ", differing.subList(0, Math.min(5, differing.size())));
  }

  private static SortedMap<String, String> entries(Path jar) throws IOException {
    SortedMap<String, String> entries = new TreeMap<>();
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        CRC32 sum = new CRC32();
        sum.update(file.getInputStream(entry).readAllBytes());
        entries.put(entry.getName(), entry.getTimeLocal() + " " + Long.toHexString(sum.getValue()));
      }
    }
    return entries;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_COPIED.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, IOException failure)
              throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
