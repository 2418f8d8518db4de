// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

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
public final class ErrorResponse {

  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int CONFLICT = 409;
  private static final int INCOMPATIBLE = 40901;

  private static final String NOT_ITS_OWN =
      "; these are not a registry's own words: check schema.registry.url, and the proxy, gateway or"
          + " login page before the registry";

  /** The part of a path that requests bring along, and what follows it. */
  private static final Pattern OF_PROTOCOL =
      Pattern.compile("(/+(subjects|schemas|config|mode|contexts|compatibility)(/.*)?|/+)$");

  /** Paths that every registry serves; without the context path of the registry's own URL. */
  private static final Pattern ALWAYS_SERVED =
      Pattern.compile(
          "/subjects(/[^/?]+(/versions(/[^/?]+)?)?)?(\\?.*)?|/schemas/ids/\\d+(\\?.*)?");

  /** How Apicurio names what is missing where it has no code for it. */
  private static final Pattern SOMETHING_MISSING =
      Pattern.compile(
          "\"No (artifact|content|group|rule|schema|subject|version)\\b.*",
          Pattern.CASE_INSENSITIVE);

  private final ResponseBody answer;
  private final int status;
  private final @Nullable Integer code;
  private final String message;
  private final boolean hasCode;

  private ErrorResponse(ResponseBody answer, String message) {
    this(answer, null, message, false);
  }

  private ErrorResponse(
      ResponseBody answer, @Nullable Integer code, String message, boolean hasCode) {
    this.answer = answer;
    this.status = answer.response().status();
    this.code = code;
    this.message = message;
    this.hasCode = hasCode;
  }

  /** The exception that an answer without success becomes. */
  static SchemaException exception(ResponseBody answer) {
    return read(answer).exception();
  }

  private static ErrorResponse read(ResponseBody answer) {
    RegistryResponse response = answer.response();
    if (response.isMarkup()) {
      return new ErrorResponse(answer, "a page of markup");
    }
    if (response.body().isBlank()) {
      return new ErrorResponse(answer, "an empty answer");
    }
    try {
      JsonView body = new JsonView(Json.read(response.body()), "", answer);
      JsonView code = body.find("error_code");
      JsonView message = body.find("message");
      if (code == null || !code.isNumber()) {
        return new ErrorResponse(answer, "JSON that is not a registry's");
      }
      String text = message != null && message.isText() ? message.text() : "no message";
      return new ErrorResponse(
          answer, known(code.number()), "\"" + ErrorMessages.bounded(text) + "\"", true);
    } catch (UncheckedIOException e) {
      return new ErrorResponse(answer, "an answer that is not JSON");
    }
  }

  /** Apicurio says 0 where it has no code. */
  private static @Nullable Integer known(int code) {
    return code == 0 ? null : code;
  }

  /**
   * Whose an answer without success is. A registry says a code of its own. Statuses by which a
   * proxy refuses credentials, or anything on the way a request for its size or rate, mean the same
   * whoever says them.
   */
  public static RegistryResponse.Origin origin(HttpRequestSpec request, RegistryResponse response) {
    ErrorResponse refusal = read(new ResponseBody("", response));
    RegistryResponse.Origin byCode =
        refusal.hasCode ? RegistryResponse.Origin.REGISTRY : RegistryResponse.Origin.FOREIGN;
    return switch (response.status()) {
      case 407, 413, 414, 429, 431 -> RegistryResponse.Origin.REGISTRY;
      case 401, 403 ->
          refusal.hasCode ? RegistryResponse.Origin.REGISTRY : RegistryResponse.Origin.DOUBTFUL;
      case NOT_FOUND -> refusal.hasCode ? refusal.originOfNotFound(request) : byCode;
      case NOT_ALLOWED -> refusal.hasCode ? RegistryResponse.Origin.DOUBTFUL : byCode;
      default -> response.status() / 100 == 3 ? RegistryResponse.Origin.DOUBTFUL : byCode;
    };
  }

  /**
   * The plain status as the code says that a path is not served, as any server of the same
   * framework does: by a registry only where it need not serve that path.
   */
  private RegistryResponse.Origin originOfNotFound(HttpRequestSpec request) {
    if (code != null && isOfSomethingMissing(code)) {
      return RegistryResponse.Origin.REGISTRY;
    }
    return ALWAYS_SERVED.matcher(request.target()).matches()
            && !SOMETHING_MISSING.matcher(message).matches()
        ? RegistryResponse.Origin.FOREIGN
        : RegistryResponse.Origin.DOUBTFUL;
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
      return new SchemaNotFoundException(text(ErrorHints.onCode(known)), known, null);
    }
    if ((status == CONFLICT && code != null) || known == INCOMPATIBLE) {
      return new IncompatibleSchemaException(text(ErrorHints.onCode(INCOMPATIBLE)), null);
    }
    if (status / 100 == 3) {
      return new RegistryRejectedException(text(moved()), status, known, null);
    }
    String advice = code == null ? ErrorHints.onStatus(status) : ErrorHints.onCode(known);
    boolean isOfAnotherServer = answer.response().isDoubtful() && !hasCode;
    return new RegistryRejectedException(
        text(isOfAnotherServer ? advice + NOT_ITS_OWN : advice), status, known, null);
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
      return ErrorMessages.bounded(uri.getScheme() + "://" + uri.getHost() + port + path);
    } catch (URISyntaxException e) {
      return "which is not a URL";
    }
  }

  private String text(String advice) {
    String what = "it answered " + status + (code == null ? "" : ", code " + code);
    return ErrorMessages.cannot(
        answer.words(), answer.response().endpoint(), what + ", with " + message, advice);
  }
}
