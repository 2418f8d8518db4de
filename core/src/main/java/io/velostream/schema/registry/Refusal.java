// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaNotFoundException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is no success: its status, and the registry's own code and message where the body
 * has them, which a proxy's page has not.
 */
final class Refusal {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INCOMPATIBLE = 40901;

  /** The part of a path that requests bring along, and what follows it. */
  private static final Pattern OF_PROTOCOL =
      Pattern.compile("(/+(subjects|schemas|config|mode|contexts|compatibility)(/.*)?|/+)$");

  private final Answer answer;
  private final int status;
  private final @Nullable Integer code;
  private final String message;
  private final boolean hasCode;

  private Refusal(Answer answer, String message) {
    this(answer, null, message, false);
  }

  private Refusal(Answer answer, @Nullable Integer code, String message, boolean hasCode) {
    this.answer = answer;
    this.status = answer.response().status();
    this.code = code;
    this.message = message;
    this.hasCode = hasCode;
  }

  /** The exception that an answer without success becomes. */
  static SchemaException exception(Answer answer) {
    return read(answer).exception();
  }

  private static Refusal read(Answer answer) {
    RegistryResponse response = answer.response();
    if (response.isMarkup()) {
      return new Refusal(answer, "a page of markup");
    }
    if (response.body().isBlank()) {
      return new Refusal(answer, "an empty answer");
    }
    try {
      JsonView body = new JsonView(Json.read(response.body()), "", answer);
      JsonView code = body.find("error_code");
      JsonView message = body.find("message");
      if (code == null || !code.isNumber()) {
        return new Refusal(answer, "JSON that is not a registry's");
      }
      String text = message != null && message.isText() ? message.text() : "no message";
      return new Refusal(answer, known(code.number()), "\"" + Wording.bounded(text) + "\"", true);
    } catch (UncheckedIOException e) {
      return new Refusal(answer, "an answer that is not JSON");
    }
  }

  /** Apicurio says 0 where it has no code. */
  private static @Nullable Integer known(int code) {
    return code == 0 ? null : code;
  }

  /**
   * Whether an answer without success is a registry's, which says a code of its own. Statuses by
   * which anything on the way refuses credentials, or a request for its size, or sends elsewhere,
   * mean the same whoever says them.
   */
  static boolean isRegistrys(RegistryResponse response) {
    return switch (response.status()) {
      case 401, 403, 407, 413, 414, 429, 431 -> true;
      default -> response.status() / 100 == 3 || read(new Answer("", response)).hasCode;
    };
  }

  private SchemaException exception() {
    int known = code == null ? status : code;
    if (answer.response().isForeign() && !answer.response().isFault()) {
      return new RegistryUnavailableException(
          text(
              "this is not a registry's answer: check schema.registry.url, and the proxy or"
                  + " gateway before the registry"),
          status,
          null);
    }
    if (answer.response().isRetriable()) {
      return new RegistryUnavailableException(text("try again later"), status, null);
    }
    if (status == NOT_FOUND && isOfSomethingMissing(known)) {
      return new SchemaNotFoundException(text(Advice.onCode(known)), known, null);
    }
    if ((status == CONFLICT && code != null) || known == INCOMPATIBLE) {
      return new IncompatibleSchemaException(text(Advice.onCode(INCOMPATIBLE)), null);
    }
    if (status / 100 == 3) {
      return new RegistryRejectedException(text(moved()), status, known, null);
    }
    String advice = code == null ? Advice.onStatus(status) : Advice.onCode(known);
    return new RegistryRejectedException(text(advice), status, known, null);
  }

  /** Whether a code is one of 40401 and on; a path that is not served has the plain status. */
  private static boolean isOfSomethingMissing(int code) {
    return code / 100 == NOT_FOUND;
  }

  private String moved() {
    String place = answer.response().header("Location");
    return "redirects are not followed; set schema.registry.url to the new place"
        + (place == null ? "" : ", " + baseOf(place));
  }

  /**
   * What to configure for a place: its URL up to where the paths of this protocol begin. Without
   * user, query and fragment, which may hold secrets.
   */
  private String baseOf(String place) {
    try {
      URI uri = new URI(answer.response().endpoint()).resolve(new URI(place));
      if (uri.getHost() == null) {
        return "which is not a URL";
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String path = OF_PROTOCOL.matcher(uri.getRawPath()).replaceFirst("");
      return Wording.bounded(uri.getScheme() + "://" + uri.getHost() + port + path);
    } catch (URISyntaxException e) {
      return "which is not a URL";
    }
  }

  private String text(String advice) {
    String what = "it answered " + status + (code == null ? "" : ", code " + code);
    return Wording.cannot(
        answer.words(), answer.response().endpoint(), what + ", with " + message, advice);
  }
}
