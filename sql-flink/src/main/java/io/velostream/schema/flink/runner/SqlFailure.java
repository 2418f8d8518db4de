// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

/** A statement that failed. The message names its line and all causes. */
final class SqlFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 6;

  SqlFailure(SqlStatement statement, Throwable cause) {
    super("line " + statement.line() + ": " + statement.summary(60) + ": " + causes(cause), cause);
  }

  /** The messages of an exception and its causes, without repetition. */
  static String causes(Throwable cause) {
    StringBuilder causes = new StringBuilder();
    String last = "";
    Throwable each = cause;
    for (int i = 0; each != null && i < MOST_CAUSES; each = each.getCause()) {
      String message = String.valueOf(each.getMessage()).strip();
      if (!last.contains(message)) {
        causes.append(causes.isEmpty() ? "" : " <- ").append(message);
        last = message;
        i++;
      }
    }
    return causes.toString();
  }
}
