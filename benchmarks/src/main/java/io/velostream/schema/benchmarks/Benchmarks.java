// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs what JMH's options ask for, and prints each time as a multiple of the floor's. */
public final class Benchmarks {

  private Benchmarks() {}

  /** JMH's own options, as its {@code -h} lists them. */
  public static void main(String... arguments) throws CommandLineOptionException, RunnerException {
    CommandLineOptions options = new CommandLineOptions(arguments);
    if (options.shouldHelp()) {
      try {
        options.showHelp();
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
      return;
    }
    java.util.Collection<RunResult> results = new Runner(options).run();
    System.out.print(Report.of(results));
  }
}
