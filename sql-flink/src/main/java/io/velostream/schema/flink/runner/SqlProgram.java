// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * Runs statements in their order. Insertions are started and go on beside the next statements; rows
 * of a query are printed until it ends. For use by one thread.
 */
final class SqlProgram {

  private static final Pattern SET =
      Pattern.compile("SET\\s+'([^']+)'\\s*=\\s*'([^']*)'", Pattern.CASE_INSENSITIVE);
  private static final Pattern CREATED =
      Pattern.compile(
          "CREATE\\s+(?:TEMPORARY\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
              + "((?:`[^`]+`|\\w+)(?:\\.(?:`[^`]+`|\\w+))*).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final int SUMMARY = 100;

  private final TableEnvironment sql;
  private final PrintStream out;
  private final long mostRows;
  private final UsedSchemas schemas;
  private final Tables tables;
  private final List<Started> started = new ArrayList<>();

  /** An insertion that goes on. */
  private record Started(SqlStatement statement, TableResult result) {}

  /**
   * Creates a program.
   *
   * @param mostRows after how many rows each query is cancelled
   */
  SqlProgram(TableEnvironment sql, PrintStream out, long mostRows) {
    this.sql = sql;
    this.out = out;
    this.mostRows = mostRows;
    this.schemas = new UsedSchemas(sql, out);
    this.tables = new Tables(sql);
  }

  /**
   * Runs the statements.
   *
   * @return the number of rows of all queries
   * @throws SqlFailure naming the first statement that fails
   */
  long run(List<SqlStatement> statements) throws SqlFailure {
    long rows = 0;
    for (SqlStatement each : statements) {
      out.println("-- line " + each.line() + ": " + each.summary(SUMMARY));
      try {
        rows += run(each);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SqlFailure(each, e);
      } catch (Exception e) {
        throw new SqlFailure(each, e);
      }
      out.flush();
    }
    return rows;
  }

  /**
   * Waits until all insertions have ended; for ever, if one has no end.
   *
   * @throws SqlFailure naming the first one that fails
   */
  void await() throws SqlFailure {
    for (Started each : started) {
      try {
        each.result().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SqlFailure(each.statement(), e);
      } catch (ExecutionException e) {
        throw new SqlFailure(each.statement(), e);
      }
    }
  }

  private long run(SqlStatement statement) throws Exception {
    Matcher set = SET.matcher(statement.text());
    if (set.matches()) {
      sql.getConfig().set(set.group(1), set.group(2));
      return 0;
    }
    if (statement.begins("CREATE STREAM")) {
      StreamStatement stream = StreamStatement.parse(statement.text());
      String insertion = new StreamTables(sql).create(stream);
      if (insertion == null) {
        schemas.print("table ", tables.qualified(stream.name()), stream.sourceConfig() != null);
        return 0;
      }
      return run(new SqlStatement(statement.line(), insertion));
    }
    if (isQuery(statement) || isInsertion(statement)) {
      schemas.printTablesOf(statement);
    }
    TableResult result = sql.executeSql(statement.text());
    if (isInsertion(statement)) {
      started.add(new Started(statement, result));
      result.getJobClient().ifPresent(job -> out.println("   job " + job.getJobID()));
      return 0;
    }
    if (result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT) {
      return new RowTable(out).print(result, mostRows);
    }
    Matcher created = CREATED.matcher(statement.text());
    if (created.matches()) {
      schemas.print("table ", tables.qualified(created.group(1)), true);
    }
    return 0;
  }

  private static boolean isQuery(SqlStatement statement) {
    String text = statement.text().toUpperCase(Locale.ROOT);
    return text.matches("(?s)(SELECT|WITH|VALUES|TABLE)\\b.*");
  }

  private static boolean isInsertion(SqlStatement statement) {
    return statement.begins("INSERT") || statement.begins("EXECUTE STATEMENT SET");
  }
}
