// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the quickstart is asked to do.
 *
 * @param format the language of the schemas
 * @param input an Avro file whose records are sent, or null to send made-up orders
 * @param records how many records are sent at most, or null for the usual number
 * @param kafka {@code bootstrap.servers} of a running Kafka, or null to start one
 * @param registry the URL of a running schema registry, or null to start one
 */
record QuickstartSettings(
    ValueFormat format,
    @Nullable Path input,
    @Nullable Long records,
    @Nullable String kafka,
    @Nullable String registry) {
  /**
   * Reads {@code format}, {@code input}, {@code records}, {@code kafka}, {@code registry}; all may
   * be absent.
   */
  static QuickstartSettings of(Properties properties) {
    String input = given(properties, "input");
    String named = given(properties, "format");
    ValueFormat format = named == null ? ValueFormat.AVRO : ValueFormat.of(named);
    if (input != null && format != ValueFormat.AVRO) {
      throw new IllegalArgumentException(
          "-Dformat=" + named + " sends made-up orders, not -Dinput=" + input + ": that is Avro");
    }
    return new QuickstartSettings(
        format,
        input == null ? null : readable(input),
        records(given(properties, "records")),
        given(properties, "kafka"),
        given(properties, "registry"));
  }

  private static @Nullable String given(Properties properties, String name) {
    String value = properties.getProperty(name, "").strip();
    return value.isEmpty() ? null : value;
  }

  private static Path readable(String input) {
    Path path = Path.of(input).toAbsolutePath().normalize();
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IllegalArgumentException("-Dinput=" + input + " is no readable file: " + path);
    }
    return path;
  }

  private static @Nullable Long records(@Nullable String value) {
    if (value == null) {
      return null;
    }
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException("-Drecords=" + value + " is no number from 1 up");
    }
    return Long.valueOf(value);
  }

  /** How many records are sent at most. */
  long records(long usual) {
    return records == null ? usual : records;
  }
}
