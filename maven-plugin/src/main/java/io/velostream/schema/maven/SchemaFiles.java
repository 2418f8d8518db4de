// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes schema files. */
final class SchemaFiles {

  private SchemaFiles() {}

  /**
   * Writes a file.
   *
   * @param folder is created if it does not exist
   * @param name the name without the end; characters that files cannot have are percent-encoded
   * @param extension the end of the name; null for the usual one of the language
   * @return the file
   * @throws UncheckedIOException if that is not possible
   * @throws IllegalArgumentException if the extension does not start with a dot
   */
  static Path write(
      Path folder, String name, @Nullable String extension, String type, String text) {
    String end = extension == null ? SchemaTypes.extension(type) : extension;
    if (!end.startsWith(".")) {
      throw new IllegalArgumentException(
          "<schemaExtension> is '" + end + "'; it must start with a dot, as .avsc does");
    }
    Path file = folder.resolve(URLEncoder.encode(name, UTF_8).replace("+", "%20") + end);
    try {
      Files.createDirectories(folder);
      return Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
