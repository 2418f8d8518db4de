// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Everything that a log would show of an exception. */
public final class Throwables {

  private Throwables() {}

  public static String textOf(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
