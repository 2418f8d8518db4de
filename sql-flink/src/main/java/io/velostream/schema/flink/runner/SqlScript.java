// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.api.ValidationException;

/**
 * Splits a file into statements, at semicolons outside of texts, quoted names and comments. A
 * statement set ends with the semicolon behind its {@code END}.
 */
final class SqlScript {

  private final String text;
  private final List<SqlStatement> statements = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private int line = 1;
  private int firstLine = 1;

  private SqlScript(String text) {
    this.text = text;
  }

  /**
   * The statements of a file, in their order.
   *
   * @throws ValidationException naming the line, if a text, name or comment does not end
   */
  static List<SqlStatement> parse(String text) {
    SqlScript script = new SqlScript(text.startsWith("\uFEFF") ? text.substring(1) : text);
    script.split();
    return script.statements;
  }

  private void split() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '`' || c == '"') {
        at = take(at, end(at + 1, String.valueOf(c), 1));
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at) && !text.startsWith("/*+", at)) {
        int end = end(at + 2, "*/", 2);
        count(at, end);
        at = end;
      } else if (c == ';' && !isInSet()) {
        finish();
        at++;
      } else {
        at = take(at, at + 1);
      }
    }
    finish();
  }

  private int end(int from, String mark, int length) {
    int end = text.indexOf(mark, from);
    if (end < 0) {
      throw new ValidationException(
          "line " + line + ": the text, name or comment that begins here has no closing " + mark);
    }
    return end + length;
  }

  private int take(int from, int to) {
    if (current.isEmpty() && Character.isWhitespace(text.charAt(from))) {
      count(from, to);
      return to;
    }
    if (current.isEmpty()) {
      firstLine = line;
    }
    current.append(text, from, to);
    count(from, to);
    return to;
  }

  private void count(int from, int to) {
    line += (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  private boolean isInSet() {
    String statement = current.toString().toUpperCase(Locale.ROOT).strip();
    return statement.matches("(?s)(EXECUTE|EXPLAIN)\\s+STATEMENT\\s+SET\\b.*")
        && !statement.matches("(?s).*[\\s;]END");
  }

  private void finish() {
    String statement = current.toString().strip();
    if (!statement.isEmpty()) {
      statements.add(new SqlStatement(firstLine, statement));
    }
    current.setLength(0);
  }
}
