// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.text.Excerpt;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats the messages of exceptions. Messages of other libraries are truncated, because Avro
 * quotes whole schemas. Our own messages are kept, because they end with advice.
 */
public final class ExceptionMessages {

  private static final int MAX_CHARACTERS = 300;
  private static final int MAX_LISTED = 3;

  private ExceptionMessages() {}

  /** Truncates a message. */
  public static String bounded(@Nullable String message) {
    return message == null ? "no reason given" : Excerpt.of(message, MAX_CHARACTERS);
  }

  /** Returns the message of an exception, truncated if the exception is not ours. */
  public static String of(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null) {
      return thrown.getClass().getSimpleName();
    }
    return isOurs(thrown) ? message : bounded(message);
  }

  private static boolean isOurs(Throwable thrown) {
    return thrown instanceof SchemaException
        || thrown instanceof RejectedValueException
        || thrown instanceof UnmappableTypeException;
  }

  /** Returns the exception as a cause; null if a message in its chain is too long. */
  public static @Nullable Throwable cause(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && cause.getMessage().length() > MAX_CHARACTERS) {
        return null;
      }
    }
    return thrown;
  }

  /** Lists the first few differences. */
  public static String first(List<Incompatibility> differences) {
    String listed =
        differences.stream()
            .limit(MAX_LISTED)
            .map(Incompatibility::toString)
            .collect(Collectors.joining("; "));
    return differences.size() <= MAX_LISTED
        ? listed
        : listed + "; and " + (differences.size() - MAX_LISTED) + " more";
  }
}
