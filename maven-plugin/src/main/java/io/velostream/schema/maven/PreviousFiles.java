// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files with the earlier versions of a schema. */
final class PreviousFiles {

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private PreviousFiles() {}

  /**
   * The files of a path, oldest first: {@code 2.avsc} before {@code 10.avsc}.
   *
   * @param path a file, or a folder whose files that end in {@code .avsc} and {@code .json} are
   *     taken; null for none
   * @throws IllegalArgumentException if there is neither
   * @throws UncheckedIOException if the folder cannot be read
   */
  static List<Path> of(Path base, String name, @Nullable String path) {
    if (path == null || path.isBlank()) {
      return List.of();
    }
    Path file = base.resolve(path.strip()).normalize();
    if (Files.isRegularFile(file)) {
      return List.of(file);
    }
    if (!Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "<previousSchemaPaths> has '"
              + path
              + "' for "
              + name
              + ", and there is no such file or"
              + " folder");
    }
    try (Stream<Path> files = Files.list(file)) {
      return files
          .filter(Files::isRegularFile)
          .filter(each -> each.toString().endsWith(".avsc") || each.toString().endsWith(".json"))
          .sorted(Comparator.comparing(PreviousFiles::sortable))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the folder " + file, e);
    }
  }

  /** The name with each number filled up with zeros. */
  private static String sortable(Path file) {
    return DIGITS
        .matcher(String.valueOf(file.getFileName()))
        .replaceAll(
            digits -> Matcher.quoteReplacement("%040d".formatted(new BigInteger(digits.group()))));
  }
}
