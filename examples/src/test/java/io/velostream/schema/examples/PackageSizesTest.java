// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps packages and files small enough to be read at a glance, in all modules. */
class PackageSizesTest {

  private static final int MAX_FILES = 25;
  private static final int MAX_LINES = 400;

  @Test
  void noPackageHasMoreFilesThanAReaderSeesAtAGlance() throws IOException {
    assertSizes("main", 50);
  }

  @Test
  void noPackageOfTestsHasMoreFilesThanAReaderSeesAtAGlance() throws IOException {
    assertSizes("test", 50);
  }

  @Test
  void noFileHasMoreLinesThanAReaderKeepsInMind() throws IOException {
    String generated = Path.of("target").toString();
    List<Path> files;
    try (Stream<Path> all = Files.walk(CodeBlock.ROOT)) {
      files =
          all.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !CodeBlock.ROOT.relativize(file).toString().contains(generated))
              .toList();
    }

    assertThat(files).hasSizeGreaterThan(1_000);
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(MAX_LINES);
      }
    }
  }

  private static void assertSizes(String sourceSet, int minPackages) throws IOException {
    String sources = Path.of("src", sourceSet, "java").toString();
    Map<Path, Long> files;
    try (Stream<Path> all = Files.walk(CodeBlock.ROOT)) {
      files =
          all.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains(sources))
              .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    }

    assertThat(files).hasSizeGreaterThan(minPackages);
    assertThat(files)
        .allSatisfy(
            (folder, count) ->
                assertThat(count).as(folder.toString()).isLessThanOrEqualTo(MAX_FILES));
  }
}
