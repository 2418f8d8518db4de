// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A response of one endpoint, with any status.
 *
 * @param endpoint the base URL of the endpoint, without credentials
 * @param status the HTTP status
 * @param headers the first value of each header, by its name in any case
 * @param body the decoded text
 * @param origin the kind of server that sent it
 */
public record RegistryResponse(
    String endpoint, int status, Map<String, String> headers, String body, Origin origin) {

  public RegistryResponse {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
  }

  /** Creates a response of a registry. */
  public RegistryResponse(String endpoint, int status, Map<String, String> headers, String body) {
    this(endpoint, status, headers, body, Origin.REGISTRY);
  }

  /** The kind of server that sent a response. */
  public enum Origin {
    /** A registry, as far as can be determined. */
    REGISTRY,
    /** A proxy, gateway or web site; the registry behind it may be temporarily unavailable. */
    FOREIGN,
    /**
     * A registry or another server: an error response that both may send. The response of another
     * URL may resolve it.
     */
    AMBIGUOUS,
    /** Another server, and no URL has ever responded as a registry. */
    NO_REGISTRY
  }

  /** Returns the response with another origin. */
  public RegistryResponse withOrigin(Origin found) {
    return new RegistryResponse(endpoint, status, headers, body, found);
  }

  /** Returns the response with another body and other headers. */
  public RegistryResponse with(Map<String, String> otherHeaders, String otherBody) {
    return new RegistryResponse(endpoint, status, otherHeaders, otherBody, origin);
  }

  /** Whether another server than a registry sent it. */
  public boolean isForeign() {
    return origin == Origin.FOREIGN || origin == Origin.NO_REGISTRY;
  }

  /** Whether it is an error response that may come from another server. */
  public boolean isAmbiguous() {
    return origin == Origin.AMBIGUOUS;
  }

  /** Returns the first value of a header; null if there is none. */
  @Nullable
  public String header(String name) {
    return headers.get(name);
  }

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Whether it is a success without content, which some registries return for "not found". */
  boolean hasNoContent() {
    return (status == 204 || status == 205) && body.isBlank();
  }

  /** Whether the same request may succeed later or elsewhere. */
  public boolean isRetriable() {
    return origin != Origin.NO_REGISTRY && (isOverload() || isFault() || origin == Origin.FOREIGN);
  }

  /** Whether the registry is rate limiting. */
  boolean isOverload() {
    return status == 429;
  }

  /** Whether it shows that the registry, or a proxy in front of it, does not work. */
  public boolean isFault() {
    return switch (status) {
      case 408, 500, 502, 503, 504 -> true;
      default -> isSuccess() && isMarkup();
    };
  }

  /** Whether it is a page of markup, as from a proxy. */
  boolean isMarkup() {
    String type = header("Content-Type");
    return (type != null && type.contains("html")) || body.stripLeading().startsWith("<");
  }

  /** Whether the body is truncated JSON, as when a connection breaks. */
  public boolean isTruncated() {
    String json = body.strip();
    return (json.startsWith("{") && !json.endsWith("}"))
        || (json.startsWith("[") && !json.endsWith("]"));
  }

  /** Without the body, which may be long. */
  @Override
  public String toString() {
    return status + " from " + endpoint;
  }
}
