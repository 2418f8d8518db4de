// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts together what an exception says: bounded, on one line, without credentials. */
public final class ErrorMessages {

  private static final int LONGEST = 500;

  private ErrorMessages() {}

  /** "Cannot do this at that endpoint: what happened; what to do". */
  public static String cannot(String words, String endpoint, String what, String advice) {
    return "cannot " + words + " at " + endpoint + ": " + what + "; " + advice;
  }

  /** At most 500 characters of a text that came from outside, without line breaks. */
  public static String bounded(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST) + "…";
  }

  /** What went wrong, with its root where that says more. */
  public static String cause(Throwable failure) {
    String known = connectFailure(failure);
    if (known != null) {
      return known;
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = named(failure, failure.getMessage());
    return bounded(root == failure ? text : text + ", caused by " + named(root, root.getMessage()));
  }

  /** Why there was no connection, which the JDK says in the names of classes alone. */
  private static @Nullable String connectFailure(Throwable failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection within the connect time-out";
    }
    if (!(failure instanceof ConnectException || failure instanceof UnknownHostException)) {
      return null;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "unknown host";
      }
      String message = cause.getMessage();
      if (message != null && !message.toLowerCase(Locale.ROOT).contains("refused")) {
        return bounded(message);
      }
    }
    return "connection refused";
  }

  private static String named(Throwable failure, @Nullable String message) {
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }
}
