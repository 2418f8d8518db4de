// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.jackson.ReadLimits;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaNotFoundException;
import java.io.UncheckedIOException;

/**
 * A response with the action of its request.
 *
 * @param action the action, for messages
 * @param response the response
 */
record ResponseBody(String action, RegistryResponse response) {

  private static final int NOT_FOUND = 404;
  private static final String NOT_FOUND_ADVICE =
      "nothing has this name or these properties; check them, or register the schema first";
  private static final String OUTCOME_UNKNOWN_ADVICE =
      "the change may have been made; check the registry before you retry";

  /**
   * The whole body as JSON.
   *
   * @throws UnreadableAnswerException if it is not JSON
   * @throws RegistryRejectedException if it has too many values
   */
  JsonView json() {
    if (response.body().isBlank()) {
      throw new UnreadableAnswerException("the answer is empty");
    }
    try {
      return new JsonView(Json.read(response.body()), "", this);
    } catch (UncheckedIOException e) {
      if (ReadLimits.isExceeded(e.getCause())) {
        throw tooLarge("the answer has more than " + Json.MAX_TOKENS + " JSON values");
      }
      // The cause is omitted: its message quotes the body, which may hold a secret.
      throw new UnreadableAnswerException("the answer is not JSON");
    }
  }

  /**
   * The unparsed body.
   *
   * @throws UnreadableAnswerException if it is a page of markup
   */
  String text() {
    if (response.isMarkup()) {
      throw new UnreadableAnswerException(
          "the answer is a page of markup, as a proxy or web site sends");
    }
    return response.body();
  }

  /** The exception for a response that exceeds a limit. */
  RegistryRejectedException tooLarge(String problem) {
    return new RegistryRejectedException(
        ErrorMessages.cannot(
            action,
            response.endpoint(),
            problem,
            "no schema comes near this limit; see who wrote it"),
        response.status(),
        response.status(),
        null);
  }

  /**
   * The exception for a response without content. For a read it means "not found", as with
   * Apicurio's metadata; for a change the outcome is unknown.
   */
  SchemaException withoutContent(boolean isReadOnly) {
    String description = "it answered " + response.status() + ", with no content";
    return isReadOnly
        ? new SchemaNotFoundException(
            ErrorMessages.cannot(action, response.endpoint(), description, NOT_FOUND_ADVICE),
            NOT_FOUND,
            null)
        : new RegistryRejectedException(
            ErrorMessages.cannot(action, response.endpoint(), description, OUTCOME_UNKNOWN_ADVICE),
            response.status(),
            response.status(),
            null);
  }

  /** The exception for a response that lacks a requested part. */
  SchemaNotFoundException notFound(String part, int code) {
    return new SchemaNotFoundException(
        ErrorMessages.cannot(
            action, response.endpoint(), "it has no " + part, ErrorHints.onCode(code)),
        code,
        null);
  }

  /** The exception for a successful response that cannot be parsed. */
  SchemaException unreadable(UnreadableAnswerException e) {
    boolean isFinal = response.origin() == RegistryResponse.Origin.NO_REGISTRY;
    String message =
        ErrorMessages.cannot(
            action,
            response.endpoint(),
            (isFinal ? "it is not a registry: " : "")
                + e.getMessage()
                + " (status "
                + response.status()
                + ")",
            "check that schema.registry.url leads to a schema registry");
    return isFinal
        ? new RegistryRejectedException(message, response.status(), response.status(), null)
        : new RegistryUnavailableException(message, response.status(), null);
  }
}
