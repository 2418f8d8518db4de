// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.flink.table.api.ValidationException;

/**
 * The program that runs a file of statements, on a cluster in this JVM or on another one, prints
 * rows as tables, and says for each statement which configuration file, subject and version it
 * uses.
 *
 * <p>Stateless: any thread may call {@link #run}.
 */
public final class SqlRunner {

  private static final int FINE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private SqlRunner() {}

  /** Runs the file that the arguments name, and ends the JVM with the status of {@link #run}. */
  public static void main(String[] arguments) {
    int status = run(List.of(arguments), System.out);
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  /**
   * Runs a file of statements. In this JVM it returns when all insertions have ended; on another
   * cluster they go on.
   *
   * @param arguments see {@code docs/sql.md}
   * @param out where rows and messages are printed; the last line begins with OK or FAILED
   * @return 0 if all is well, 1 if a statement failed, 2 if the arguments are wrong
   */
  public static int run(List<String> arguments, PrintStream out) {
    SqlRunnerOptions options;
    List<SqlStatement> statements;
    try {
      options = SqlRunnerOptions.parse(arguments);
      statements = SqlScript.parse(Files.readString(options.file(), UTF_8));
    } catch (IllegalArgumentException | ValidationException e) {
      out.println("FAILED " + e.getMessage());
      return WRONG_USE;
    } catch (IOException e) {
      out.println("FAILED the file cannot be read: " + e);
      return WRONG_USE;
    }
    try (SqlCluster cluster = SqlCluster.of(options)) {
      SqlProgram program = new SqlProgram(cluster.environment(), out, options.rows());
      long rows = program.run(statements);
      if (options.cluster() == null) {
        program.await();
      }
      out.println("OK statements=" + statements.size() + " rows=" + rows);
      return FINE;
    } catch (SqlFailure e) {
      out.println("FAILED " + e.getMessage());
      return FAILED;
    } catch (Exception e) {
      out.println("FAILED the cluster does not start or stop: " + SqlFailure.causes(e));
      return FAILED;
    }
  }
}
