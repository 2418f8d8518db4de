// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.jackson.ReadLimits;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.WithheldException;
import org.jspecify.annotations.Nullable;

/**
 * Creates exceptions from Jackson's errors. Messages contain no data of records. The original
 * exception is kept as the cause only if values may be shown.
 *
 * @param showsValues whether causes may contain data, and locations may contain keys of maps
 * @param mapper the mapper, which knows the properties of classes
 */
public record JacksonErrorMessages(boolean showsValues, ObjectMapper mapper) {

  private static final int MAX_CAUSES = 20;

  /** Creates the exception for a payload that cannot be read, or a value that cannot be written. */
  public RuntimeException of(String what, Exception cause) {
    Throwable each = cause;
    for (int i = 0; each != null && i < MAX_CAUSES; i++) {
      if (each instanceof SchemaException ours) {
        return ours;
      }
      each = each.getCause();
    }
    return new InvalidValueException(
        what + ": " + described(cause), showsValues ? cause : WithheldException.of(cause));
  }

  private String described(Exception cause) {
    return cause instanceof JsonMappingException mapping
        ? MappingErrorMessages.describe(mapping)
            + new MappingErrorLocation(mapper, showsValues).of(mapping)
        : describe(cause);
  }

  /** Describes an error and its location in the text. */
  public static String describe(Exception cause) {
    if (ReadLimits.isExceeded(cause) && cause instanceof JsonProcessingException limit) {
      return "it exceeds a limit: " + limit.getOriginalMessage();
    }
    if (cause instanceof JsonMappingException mapping) {
      return MappingErrorMessages.describe(mapping);
    }
    if (cause instanceof StreamWriteException writing) {
      return String.valueOf(writing.getOriginalMessage());
    }
    if (cause instanceof JacksonException parsing) {
      return parseProblem(parsing) + location(parsing.getLocation());
    }
    return cause.getClass().getSimpleName();
  }

  static String parseProblem(JacksonException problem) {
    return isDuplicate(problem) ? "an object has a duplicate key" : "not valid JSON";
  }

  private static boolean isDuplicate(JacksonException problem) {
    String message = problem.getOriginalMessage();
    return problem instanceof JsonParseException
        && message != null
        && message.startsWith("Duplicate field");
  }

  private static String location(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
