// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.jackson.ReadLimits;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaNotFoundException;
import java.io.UncheckedIOException;

/**
 * A request and what came back for it.
 *
 * @param words what was asked
 * @param response what came back
 */
record ResponseBody(String words, RegistryResponse response) {

  private static final int NOT_FOUND = 404;
  private static final String NOTHING_THERE =
      "nothing is there by this name or these properties; check them, or register the schema first";
  private static final String OUTCOME_UNKNOWN =
      "it may have done what was asked; look at the registry before you ask again";

  /**
   * The whole body as JSON.
   *
   * @throws UnreadableAnswerException when it is anything else
   * @throws RegistryRejectedException when it has more values than are read
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
      // Without the cause: its message repeats what was sent, which may be a secret.
      throw new UnreadableAnswerException("the answer is not JSON");
    }
  }

  /**
   * The body as it came.
   *
   * @throws UnreadableAnswerException when it is a page for people
   */
  String text() {
    if (response.isMarkup()) {
      throw new UnreadableAnswerException(
          "the answer is a page of markup, as a proxy or web site sends");
    }
    return response.body();
  }

  /** A registry's answer that is too large to be used. */
  RegistryRejectedException tooLarge(String what) {
    return new RegistryRejectedException(
        ErrorMessages.cannot(
            words, response.endpoint(), what, "no schema comes near this limit; see who wrote it"),
        response.status(),
        response.status(),
        null);
  }

  /**
   * What an answer without content means: to a question that nothing is there, as Apicurio says it
   * of metadata, and to a change that its outcome is not known.
   */
  SchemaException withoutContent(boolean isQuestion) {
    String what = "it answered " + response.status() + ", with no content";
    return isQuestion
        ? new SchemaNotFoundException(
            ErrorMessages.cannot(words, response.endpoint(), what, NOTHING_THERE), NOT_FOUND, null)
        : new RegistryRejectedException(
            ErrorMessages.cannot(words, response.endpoint(), what, OUTCOME_UNKNOWN),
            response.status(),
            response.status(),
            null);
  }

  /** What the absence of one part of what is there means. */
  SchemaNotFoundException without(String part, int code) {
    return new SchemaNotFoundException(
        ErrorMessages.cannot(
            words, response.endpoint(), "it has no " + part, ErrorHints.onCode(code)),
        code,
        null);
  }

  /** What a caller sees of a success that does not read as a registry's answer. */
  SchemaException unreadable(UnreadableAnswerException e) {
    boolean isFinal = response.origin() == RegistryResponse.Origin.NO_REGISTRY;
    String message =
        ErrorMessages.cannot(
            words,
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
