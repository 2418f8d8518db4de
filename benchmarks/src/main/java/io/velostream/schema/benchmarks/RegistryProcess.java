// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

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
  static RegistryProcess start(int schemas, int characters) throws IOException {
    Process process =
        Forks.java(RegistryProcess.class, String.valueOf(schemas), String.valueOf(characters));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return new RegistryProcess(process, Objects.requireNonNull(out.readLine(), "no URL came"));
  }

  String url() {
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

  private static String text(int index, int characters) {
    String start = "{\"type\":\"record\",\"name\":\"R" + index + "\",\"doc\":\"";
    String end = "\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";
    return start + "d".repeat(characters - start.length() - end.length()) + end;
  }
}
