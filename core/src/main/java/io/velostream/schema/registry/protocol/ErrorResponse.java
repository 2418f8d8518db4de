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
 * An error response: its status, and the registry's error code and message if the body has them,
 * unlike a proxy's page.
 */
public final class ErrorResponse {

  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int CONFLICT = 409;
  private static final int INCOMPATIBLE = 40901;

  private static final String NOT_FROM_REGISTRY =
      "; this is not a registry's error response: check schema.registry.url, and the proxy,"
          + " gateway or login page in front of the registry";

  /** The part of a path that belongs to a request of the protocol. */
  private static final Pattern PROTOCOL_PATH =
      Pattern.compile("(/+(subjects|schemas|config|mode|contexts|compatibility)(/.*)?|/+)$");

  /** Paths that every registry supports; without the context path of the registry's URL. */
  private static final Pattern ALWAYS_SERVED =
      Pattern.compile(
          "/subjects(/[^/?]+(/versions(/[^/?]+)?)?)?(\\?.*)?|/schemas/ids/\\d+(\\?.*)?");

  /** Apicurio's messages for "not found" without an error code. */
  private static final Pattern NOT_FOUND_MESSAGE =
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

  /** Converts an error response to an exception. */
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

  /** Apicurio's code 0 means none. */
  private static @Nullable Integer known(int code) {
    return code == 0 ? null : code;
  }

  /**
   * Determines the origin of an error response. A registry has an error code. Statuses about
   * credentials for a proxy, or the size or rate of requests, mean the same from any server.
   */
  public static RegistryResponse.Origin origin(HttpRequestSpec request, RegistryResponse response) {
    ErrorResponse refusal = read(new ResponseBody("", response));
    RegistryResponse.Origin byCode =
        refusal.hasCode ? RegistryResponse.Origin.REGISTRY : RegistryResponse.Origin.FOREIGN;
    return switch (response.status()) {
      case 407, 413, 414, 429, 431 -> RegistryResponse.Origin.REGISTRY;
      case 401, 403 ->
          refusal.hasCode ? RegistryResponse.Origin.REGISTRY : RegistryResponse.Origin.AMBIGUOUS;
      case NOT_FOUND -> refusal.hasCode ? refusal.originOfNotFound(request) : byCode;
      case NOT_ALLOWED -> refusal.hasCode ? RegistryResponse.Origin.AMBIGUOUS : byCode;
      default -> response.status() / 100 == 3 ? RegistryResponse.Origin.AMBIGUOUS : byCode;
    };
  }

  /**
   * A code equal to the status means an unknown path, and any server of the same framework returns
   * it. A registry returns it only for optional paths.
   */
  private RegistryResponse.Origin originOfNotFound(HttpRequestSpec request) {
    if (code != null && isNotFoundCode(code)) {
      return RegistryResponse.Origin.REGISTRY;
    }
    return ALWAYS_SERVED.matcher(request.target()).matches()
            && !NOT_FOUND_MESSAGE.matcher(message).matches()
        ? RegistryResponse.Origin.FOREIGN
        : RegistryResponse.Origin.AMBIGUOUS;
  }

  private SchemaException exception() {
    int known = code == null ? status : code;
    if (answer.response().isForeign() && !answer.response().isFault()) {
      return new RegistryUnavailableException(
          text(
              "this is not a registry's answer: check schema.registry.url, and the proxy or"
                  + " gateway in front of the registry"),
          status,
          null);
    }
    if (answer.response().isRetriable()) {
      return new RegistryUnavailableException(text("try again later"), status, null);
    }
    if (status == NOT_FOUND && isNotFoundCode(known)) {
      return new SchemaNotFoundException(text(ErrorHints.onCode(known)), known, null);
    }
    if ((status == CONFLICT && code != null) || known == INCOMPATIBLE) {
      return new IncompatibleSchemaException(text(ErrorHints.onCode(INCOMPATIBLE)), null);
    }
    if (status / 100 == 3) {
      return new RegistryRejectedException(text(redirectAdvice()), status, known, null);
    }
    String advice = code == null ? ErrorHints.onStatus(status) : ErrorHints.onCode(known);
    boolean mayBeFromGateway = answer.response().isAmbiguous() && !hasCode;
    return new RegistryRejectedException(
        text(mayBeFromGateway ? advice + NOT_FROM_REGISTRY : advice), status, known, null);
  }

  /** Whether a code is 404xx; an unknown path has the plain status. */
  private static boolean isNotFoundCode(int code) {
    return code / 100 == NOT_FOUND;
  }

  private String redirectAdvice() {
    String location = answer.response().header("Location");
    return "redirects are not followed; set schema.registry.url to the new location"
        + (location == null ? "" : ", " + baseOf(location));
  }

  /**
   * Returns the base URL of a location, without the path of the protocol, and without user, query
   * and fragment, which may hold secrets.
   */
  private String baseOf(String location) {
    try {
      URI uri = new URI(answer.response().endpoint()).resolve(new URI(location));
      if (uri.getHost() == null) {
        return "which is not a URL";
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String path = PROTOCOL_PATH.matcher(uri.getRawPath()).replaceFirst("");
      return ErrorMessages.bounded(uri.getScheme() + "://" + uri.getHost() + port + path);
    } catch (URISyntaxException e) {
      return "which is not a URL";
    }
  }

  private String text(String advice) {
    String description = "it answered " + status + (code == null ? "" : ", code " + code);
    return ErrorMessages.cannot(
        answer.action(), answer.response().endpoint(), description + ", with " + message, advice);
  }
}
