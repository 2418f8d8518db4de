// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.process.Forks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Microseconds that contenders took in cold JVMs, alternating, each in a JVM of its own, which is
 * told whose turn it is and a URL, and prints its time.
 */
record ColdTimes(Map<String, List<Long>> times) {

  static ColdTimes of(Class<?> program, int rounds, String url, String... contenders)
      throws IOException {
    Map<String, List<Long>> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String whose : contenders) {
        times.computeIfAbsent(whose, each -> new ArrayList<>()).add(fork(program, whose, url));
      }
    }
    return new ColdTimes(times);
  }

  /** The time that a program prints in a cold JVM of its own. */
  static long fork(Class<?> program, String... arguments) throws IOException {
    return forkWith("", program, arguments);
  }

  /** The same with more classes behind those of this program. */
  static long forkWith(String classPath, Class<?> program, String... arguments) throws IOException {
    Process process = Forks.javaWith(classPath, program, arguments);
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      return Long.parseLong(Objects.requireNonNull(out.readLine(), "the cold JVM gave no time"));
    }
  }

  /** Takes no lambda to time, as a JVM's first one takes longer than much that is timed here. */
  static long microsSince(long start) {
    return (System.nanoTime() - start) / 1_000;
  }

  /** The medians, and their ratios to that of the first contender. */
  String report() {
    long first = median(times.values().iterator().next());
    StringBuilder report = new StringBuilder("medians, microseconds, and to the first:");
    times.forEach(
        (whose, taken) ->
            report.append(
                String.format(
                    Locale.ROOT,
                    " %s %d (%.2f)",
                    whose,
                    median(taken),
                    (double) median(taken) / first)));
    return report.toString();
  }

  static long median(List<Long> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }
}
