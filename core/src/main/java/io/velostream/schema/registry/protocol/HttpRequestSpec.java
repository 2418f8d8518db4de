// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a registry, independent of its URL.
 *
 * @param method the HTTP method
 * @param target path and query below the registry's base URL, percent-encoded, from the first slash
 * @param body the JSON to send; null when there is none
 * @param action a phrase that follows "cannot" in messages
 * @param headers additional headers
 * @param check distinguishes a registry's response from another server's
 * @param isOfClosure whether it is one of many concurrent requests for a closure
 */
public record HttpRequestSpec(
    String method,
    String target,
    @Nullable String body,
    String action,
    Map<String, String> headers,
    AnswerCheck check,
    boolean isOfClosure) {

  private static final Pattern REGISTRATION_PATH =
      Pattern.compile("(/contexts/[^/]+)?/subjects/[^/]+/versions(\\?.*)?");

  public HttpRequestSpec {
    headers = Map.copyOf(headers);
  }

  /** Creates a request without a check of successful responses. */
  public HttpRequestSpec(
      String method,
      String target,
      @Nullable String body,
      String action,
      Map<String, String> headers) {
    this(method, target, body, action, headers, response -> true, false);
  }

  /** Checks whether a successful response comes from a registry. */
  @FunctionalInterface
  public interface AnswerCheck {
    /** Returns whether the response can be parsed. */
    boolean isReadable(RegistryResponse response);
  }

  /** Returns the request with a header added or replaced. */
  public HttpRequestSpec withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new HttpRequestSpec(method, target, body, action, more, check, isOfClosure);
  }

  /** The kind of the request. */
  public RegistryOperation operation() {
    return RegistryOperation.of(method, target);
  }

  /** Whether the request is idempotent, also in its response. */
  public boolean isRepeatable() {
    return !method.equals("DELETE");
  }

  /** Whether registries may lack its path, and respond without an error code. */
  public boolean isOptional() {
    return target.startsWith("/associations/");
  }

  /** Whether the request changes nothing. */
  boolean isReadOnly() {
    return method.equals("GET")
        || (method.equals("POST") && !REGISTRATION_PATH.matcher(target).matches());
  }

  /** The action only: a body may be long, a header may be secret. */
  @Override
  public String toString() {
    return action;
  }
}
