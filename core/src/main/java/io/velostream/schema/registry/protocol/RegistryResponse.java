// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint answered, whatever the status.
 *
 * @param endpoint the base URL that answered, without credentials
 * @param status the HTTP status
 * @param headers the first value of each header, by its name in any case
 * @param body the decoded text
 * @param origin whose answer it is
 */
public record RegistryResponse(
    String endpoint, int status, Map<String, String> headers, String body, Origin origin) {

  public RegistryResponse {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
  }

  /** An answer that is taken for a registry's. */
  public RegistryResponse(String endpoint, int status, Map<String, String> headers, String body) {
    this(endpoint, status, headers, body, Origin.REGISTRY);
  }

  /** Whose answer it is. */
  public enum Origin {
    /** A registry's, as far as can be told. */
    REGISTRY,
    /** That of a proxy, gateway or web site; the registry may be back behind it later. */
    FOREIGN,
    /**
     * A registry's or another server's: it refuses, and a registry may do so in the same words.
     * Only the answer of another URL can tell.
     */
    DOUBTFUL,
    /** The same, at a time when no URL has ever given a registry's answer. */
    NO_REGISTRY
  }

  /** The same answer with what was found out of its origin. */
  public RegistryResponse from(Origin found) {
    return new RegistryResponse(endpoint, status, headers, body, found);
  }

  /** The same answer with other text and headers. */
  public RegistryResponse with(Map<String, String> otherHeaders, String otherBody) {
    return new RegistryResponse(endpoint, status, otherHeaders, otherBody, origin);
  }

  /** Whether it is not a registry's. */
  public boolean isForeign() {
    return origin == Origin.FOREIGN || origin == Origin.NO_REGISTRY;
  }

  /** Whether it refuses in words that are not a registry's own. */
  public boolean isDoubtful() {
    return origin == Origin.DOUBTFUL;
  }

  /** The first value of a header; null when there is none. */
  @Nullable
  public String header(String name) {
    return headers.get(name);
  }

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Whether it is a success that says nothing, as some registries do where nothing is there. */
  boolean hasNoContent() {
    return (status == 204 || status == 205) && body.isBlank();
  }

  /** Whether the same request may succeed later or elsewhere. */
  public boolean isRetriable() {
    return origin != Origin.NO_REGISTRY && (isOverload() || isFault() || origin == Origin.FOREIGN);
  }

  /** Whether the registry lives, and asks to be called less. */
  boolean isOverload() {
    return status == 429;
  }

  /** Whether it says that the registry, or what stands before it, does not work. */
  public boolean isFault() {
    return switch (status) {
      case 408, 500, 502, 503, 504 -> true;
      default -> isSuccess() && isMarkup();
    };
  }

  /** Whether a page for people came, as from a proxy, and not a registry's answer. */
  boolean isMarkup() {
    String type = header("Content-Type");
    return (type != null && type.contains("html")) || body.stripLeading().startsWith("<");
  }

  /** Whether the body begins as JSON does and ends before its end, as when a connection breaks. */
  public boolean isCutShort() {
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
