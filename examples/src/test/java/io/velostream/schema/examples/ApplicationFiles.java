// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the applications in {@code examples/spring} and its neighbours, which other modules
 * compile and run with frameworks that this module does not have.
 */
final class ApplicationFiles {

  private static final List<String> TEXTS = new ArrayList<>();

  static {
    for (String application : List.of("spring", "quarkus", "micronaut")) {
      Path folder = CodeBlock.ROOT.resolve("examples").resolve(application).resolve("src");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          TEXTS.add(Files.readString(file, UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private ApplicationFiles() {}

  /** Whether a block is a file of an application, or some whole lines of one. */
  static boolean hold(CodeBlock block) {
    return TEXTS.stream().anyMatch(text -> ("\n" + text).contains("\n" + block.text()));
  }
}
