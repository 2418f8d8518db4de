// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.SchemaException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The messages of exceptions. Those of others are cut to a length that a log line bears, since Avro
 * likes to quote schemas; our own are kept whole, as what to do stands at their end.
 */
public final class ExceptionMessages {

  private static final int MAX_CHARACTERS = 300;
  private static final int MAX_LISTED = 3;

  private ExceptionMessages() {}

  /** The message, cut. */
  public static String bounded(@Nullable String message) {
    if (message == null) {
      return "no reason given";
    }
    return message.length() <= MAX_CHARACTERS
        ? message
        : message.substring(0, MAX_CHARACTERS) + "…";
  }

  /** What was thrown: in its own words, which are cut where they are not ours. */
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

  /** The cause, unless its message is too long to be passed on. */
  public static @Nullable Throwable cause(Throwable thrown) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (one.getMessage() != null && one.getMessage().length() > MAX_CHARACTERS) {
        return null;
      }
    }
    return thrown;
  }

  /** The first few of what differs. */
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
