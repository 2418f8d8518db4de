// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a payload in words that hold none of its values. */
final class PayloadProblems {

  private PayloadProblems() {}

  /** The exception for a payload that could not be read, or a value that could not be written. */
  static RuntimeException of(String what, IOException cause) {
    for (Throwable one = cause; one != null; one = one.getCause()) {
      if (one instanceof InvalidValueException ours) {
        return ours;
      }
    }
    return new InvalidValueException(what + ": " + describe(cause), cause);
  }

  /** What happened, and where. */
  static String describe(IOException cause) {
    if (cause instanceof StreamConstraintsException limit) {
      return "it goes beyond a limit: " + limit.getOriginalMessage();
    }
    if (cause instanceof UnrecognizedPropertyException unknown) {
      return "the class "
          + unknown.getReferringClass().getName()
          + " has no property for the one at "
          + path(unknown)
          + "; add it, or set "
          + JsonKeys.FAIL_UNKNOWN_PROPERTIES
          + "=false";
    }
    if (cause instanceof MismatchedInputException mismatch) {
      Class<?> target = mismatch.getTargetType();
      return "no value for "
          + (target == null ? "the target class" : target.getName())
          + path(" at ", mismatch);
    }
    if (cause instanceof JsonMappingException mapping) {
      return shortMessage(mapping) + path(" at ", mapping);
    }
    if (cause instanceof StreamWriteException writing) {
      return String.valueOf(writing.getOriginalMessage());
    }
    if (cause instanceof JacksonException parsing) {
      return parseProblem(parsing) + location(parsing.getLocation());
    }
    return cause.getClass().getSimpleName();
  }

  private static String parseProblem(JacksonException problem) {
    return isDuplicate(problem) ? "a key stands twice in one object" : "not valid JSON";
  }

  private static boolean isDuplicate(JacksonException problem) {
    String message = problem.getOriginalMessage();
    return problem instanceof JsonParseException
        && message != null
        && message.startsWith("Duplicate field");
  }

  /** Messages about classes are worth repeating; those about a foreign cause may hold values. */
  private static String shortMessage(JsonMappingException mapping) {
    Throwable cause = mapping.getCause();
    if (cause instanceof StreamWriteException writing) {
      return String.valueOf(writing.getOriginalMessage());
    }
    if (cause instanceof StreamConstraintsException limit) {
      return "it goes beyond a limit: " + limit.getOriginalMessage();
    }
    if (cause instanceof JsonParseException parsing) {
      return parseProblem(parsing);
    }
    return cause == null ? "it cannot be mapped" : cause.getClass().getSimpleName();
  }

  private static String path(String before, JsonMappingException mapping) {
    return mapping.getPath().isEmpty() ? "" : before + path(mapping);
  }

  private static String path(JsonMappingException mapping) {
    String path =
        mapping.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .map(Keywords::escaped)
            .collect(Collectors.joining("/", "/", ""));
    return Excerpt.of(path);
  }

  private static String location(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
