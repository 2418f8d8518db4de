// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request to a registry, whichever of its URLs it goes to.
 *
 * @param method the HTTP method
 * @param target path and query below the registry's base URL, percent-encoded, from the first slash
 * @param body the JSON to send; null when there is none
 * @param words what is asked, in words that follow "cannot"
 * @param headers headers beyond those that every request has
 * @param check tells a registry's answer from another server's
 * @param isOfClosure whether it asks for one of many schemas that a reference walk wants at once
 */
public record HttpRequestSpec(
    String method,
    String target,
    @Nullable String body,
    String words,
    Map<String, String> headers,
    AnswerCheck check,
    boolean isOfClosure) {

  private static final Pattern REGISTERING =
      Pattern.compile("(/contexts/[^/]+)?/subjects/[^/]+/versions(\\?.*)?");

  public HttpRequestSpec {
    headers = Map.copyOf(headers);
  }

  /** A request any of whose successful answers is taken for a registry's. */
  public HttpRequestSpec(
      String method,
      String target,
      @Nullable String body,
      String words,
      Map<String, String> headers) {
    this(method, target, body, words, headers, response -> true, false);
  }

  /** Whether a successful answer is one that a registry gives to this request. */
  @FunctionalInterface
  public interface AnswerCheck {
    /** Reads the answer and says whether it could. */
    boolean isReadable(RegistryResponse response);
  }

  /** The same request with one header more, or with another value for it. */
  public HttpRequestSpec withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new HttpRequestSpec(method, target, body, words, more, check, isOfClosure);
  }

  /** Whether doing it twice does the same as doing it once, and answers the same. */
  public boolean isRepeatable() {
    return !method.equals("DELETE");
  }

  /** Whether a registry may not serve its path, and say so in no words of its own. */
  public boolean isOptional() {
    return target.startsWith("/associations/");
  }

  /** Whether it changes nothing, as all do but registering, setting and deleting. */
  boolean isQuestion() {
    return method.equals("GET")
        || (method.equals("POST") && !REGISTERING.matcher(target).matches());
  }

  /** The words only: a body may be long, a header may be secret. */
  @Override
  public String toString() {
    return words;
  }
}
