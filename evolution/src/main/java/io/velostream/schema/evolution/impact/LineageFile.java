// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.observe.lineage.LineageReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of JSON that {@link LineageReport#toJson()} made. */
public final class LineageFile {

  private LineageFile() {}

  /**
   * Reads a lineage report.
   *
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is no lineage report
   */
  public static LineageReport read(Path file) {
    try {
      return LineageReport.parse(Files.readString(file, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the lineage report " + file, e);
    }
  }
}
