// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** A table in Markdown: times, multiples of the floor in the same run, and bytes allocated. */
final class Report {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /**
   * What the others are compared with: code written by hand for Avro, bare Jackson for JSON, our
   * own serializer for converters.
   */
  private static final Set<String> FLOORS = Set.of("floor", "jackson", "serde");

  /** Values of parameters that are not worth a word. */
  private static final Set<String> DEFAULTS = Set.of("", "0", "shared", "array");

  private Report() {}

  static String of(Collection<RunResult> results) {
    Map<String, Double> floors = new HashMap<>();
    Map<String, RunResult> rows = new TreeMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      String what = what(params);
      rows.put(what + " | " + codec(params), result);
      if (FLOORS.contains(codec(params))) {
        floors.put(what, score(result));
      }
    }
    StringBuilder table = new StringBuilder();
    table.append("\n| what | codec | ns/op | min | ratio | B/op |\n|---|---|---|---|---|---|\n");
    rows.forEach((row, result) -> table.append(line(row, result, floors)));
    return table.toString();
  }

  private static String line(String row, RunResult result, Map<String, Double> floors) {
    Double floor = floors.get(what(result.getParams()));
    String ratio = floor == null ? "" : number("%.2f", score(result) / floor);
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return "| "
        + row
        + " | "
        + number("%.1f", result.getPrimaryResult().getScore())
        + " | "
        + number("%.1f", score(result))
        + " | "
        + ratio
        + " | "
        + (allocated == null ? "" : number("%.0f", allocated.getScore()))
        + " |\n";
  }

  /** The fastest iteration: noise can only add to a time. */
  private static double score(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String codec(BenchmarkParams params) {
    String codec = params.getParam("codec");
    if (codec == null) {
      return "";
    }
    String serializer = params.getParam("serializer");
    return codec.equals("kafka") ? "kafka " + serializer : codec;
  }

  private static String what(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1)
        + params.getParamsKeys().stream()
            .filter(key -> !key.equals("codec") && !key.endsWith("serializer"))
            .filter(key -> !key.equals("config") && !isDefault(params.getParam(key)))
            .sorted()
            .map(key -> " " + key + "=" + params.getParam(key))
            .collect(Collectors.joining())
        + (params.getThreads() == 1 ? "" : " threads=" + params.getThreads());
  }

  private static boolean isDefault(@Nullable String value) {
    return value == null || DEFAULTS.contains(value);
  }
}
