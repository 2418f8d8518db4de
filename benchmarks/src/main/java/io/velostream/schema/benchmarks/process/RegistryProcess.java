// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.process;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A registry in a process of its own, whose heap and time do not count. */
public final class RegistryProcess implements AutoCloseable {

  private final Process process;
  private final String url;

  private RegistryProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts one with so many schemas of so many characters, ids from 1. */
  public static RegistryProcess start(int schemas, int characters) throws IOException {
    Process process =
        Forks.java(RegistryProcess.class, String.valueOf(schemas), String.valueOf(characters));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return new RegistryProcess(process, Objects.requireNonNull(out.readLine(), "no URL came"));
  }

  public String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Runs until it is ended or its input is. */
  public static void main(String... arguments) throws IOException {
    int schemas = Integer.parseInt(arguments[0]);
    int characters = Integer.parseInt(arguments[1]);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      for (int i = 0; i < schemas; i++) {
        registry.registerUnchecked("AVRO", "s" + i, text(i, characters), java.util.List.of());
      }
      System.out.println(registry.url());
      while (System.in.read() >= 0) {
        // until the input ends
      }
    }
  }

  /** A record of as many fields as fit, filled up by its documentation. */
  private static String text(int index, int characters) {
    String end = "]}";
    StringBuilder fields = new StringBuilder();
    String start = "{\"type\":\"record\",\"name\":\"R" + index + "\",\"doc\":\"";
    String middle = "\",\"fields\":[";
    int left = characters - start.length() - middle.length() - end.length();
    for (int n = 0; ; n++) {
      String field =
          (n == 0 ? "" : ",")
              + "{\"name\":\"field"
              + n
              + "\",\"type\":[\"null\",\"string\"],\"default\":null}";
      if (fields.length() + field.length() > left) {
        break;
      }
      fields.append(field);
    }
    return start + "d".repeat(left - fields.length()) + middle + fields + end;
  }
}
