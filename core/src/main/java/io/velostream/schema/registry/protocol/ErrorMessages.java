// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.text.Excerpt;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats messages of exceptions: bounded, on one line, without credentials. */
public final class ErrorMessages {

  private static final int MAX_LENGTH = 500;

  private ErrorMessages() {}

  /** "Cannot do this at that endpoint: what happened; what to do". */
  public static String cannot(String action, String endpoint, String problem, String advice) {
    return "cannot " + action + " at " + endpoint + ": " + problem + "; " + advice;
  }

  /** Limits external text to 500 characters, without line breaks. */
  public static String bounded(String text) {
    return Excerpt.of(text.replaceAll("\\p{Cntrl}+", " ").strip(), MAX_LENGTH);
  }

  /** Describes a failure with its root cause. */
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

  /** Describes a connect failure, which the JDK expresses by exception classes only. */
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
