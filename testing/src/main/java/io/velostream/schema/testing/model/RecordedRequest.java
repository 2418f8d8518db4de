// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A received request.
 *
 * @param order the number of requests before this one
 * @param arrivedAt when it was read, by the registry's clock
 * @param method the HTTP method, as sent
 * @param path the path with its percent-encoding kept
 * @param query what follows the question mark, with its percent-encoding kept, or empty
 * @param headers the header fields; their names are found in any case
 * @param body the body as UTF-8 text, or empty
 */
public record RecordedRequest(
    int order,
    Instant arrivedAt,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    String body) {

  /** Copies the headers. */
  public RecordedRequest {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> copy.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(values));
    copy.replaceAll((name, values) -> List.copyOf(values));
    headers = Collections.unmodifiableMap(copy);
  }

  /**
   * Gives the first value of a header field.
   *
   * @param name name of the field, in any case
   * @return its first value, or empty when the request has no such field
   */
  public Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null ? Optional.empty() : values.stream().findFirst();
  }

  /**
   * Tells whether this is a request of one kind.
   *
   * @param wantedMethod an HTTP method, or {@code *} for any
   * @param pathPattern a percent-encoded path, in which {@code *} stands for any part of one
   *     segment and {@code **} for anything
   * @return whether both are those of this request
   */
  public boolean matches(String wantedMethod, String pathPattern) {
    return (wantedMethod.equals("*") || wantedMethod.equals(method))
        && PathPattern.of(pathPattern).matches(path);
  }
}
