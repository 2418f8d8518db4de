// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A statement that failed. The message is one line, and names its line and the causes. */
final class SqlFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 6;
  private static final int MOST_WRAPPERS = 50;

  /** Flink lists all options behind it, with secrets among them. */
  private static final String OPTIONS = "Table options are:";

  SqlFailure(SqlStatement statement, Throwable cause) {
    super("line " + statement.line() + ": " + statement.summary(60) + ": " + causes(cause), cause);
  }

  /**
   * The messages of an exception and its causes in one line, without repetition. Of many, the first
   * and the deepest are shown, since Flink wraps the failures of tasks several times.
   */
  static String causes(Throwable cause) {
    List<String> causes = new ArrayList<>();
    String last = "";
    Throwable each = cause;
    for (int i = 0; each != null && i < MOST_WRAPPERS; i++, each = each.getCause()) {
      String message = line(each);
      if (!last.contains(message)) {
        causes.add(message);
        last = message;
      }
    }
    int excess = causes.size() - MOST_CAUSES;
    if (excess > 0) {
      causes.subList(1, 1 + excess).clear();
    }
    return String.join(" <- ", causes);
  }

  private static String line(Throwable cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
    int options = message.indexOf(OPTIONS);
    String shown = options < 0 ? message : message.substring(0, options);
    return shown.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
