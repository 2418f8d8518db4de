// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.SchemaException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to a registry: method, path, body, and the parser of its response. Created by {@link
 * SchemaRequests}, {@link SubjectRequests} and {@link ConfigRequests}; sent by {@code
 * RegistryClient}, any number of times. Immutable.
 *
 * @param <T> the result
 */
public final class RegistryRequest<T> {

  private final HttpRequestSpec request;
  private final Function<ResponseBody, T> reader;

  private final boolean isOfClosure;

  private RegistryRequest(HttpRequestSpec request, Function<ResponseBody, T> reader) {
    this(request, reader, false);
  }

  private RegistryRequest(
      HttpRequestSpec request, Function<ResponseBody, T> reader, boolean isOfClosure) {
    this.request = request;
    this.reader = reader;
    this.isOfClosure = isOfClosure;
  }

  static <T> RegistryRequest<T> get(
      String action, RequestTarget target, Function<JsonView, T> reader) {
    return getAnswer(action, target, answer -> reader.apply(answer.json()));
  }

  static <T> RegistryRequest<T> getAnswer(
      String action, RequestTarget target, Function<ResponseBody, T> reader) {
    return new RegistryRequest<>(request("GET", action, target, null), reader);
  }

  static <T> RegistryRequest<T> post(
      String action, RequestTarget target, String body, Function<JsonView, T> reader) {
    return new RegistryRequest<>(
        request("POST", action, target, body), answer -> reader.apply(answer.json()));
  }

  static <T> RegistryRequest<T> put(
      String action, RequestTarget target, String body, Function<JsonView, T> reader) {
    return new RegistryRequest<>(
        request("PUT", action, target, body), answer -> reader.apply(answer.json()));
  }

  static <T> RegistryRequest<T> delete(
      String action, RequestTarget target, Function<JsonView, T> reader) {
    return new RegistryRequest<>(
        request("DELETE", action, target, null), answer -> reader.apply(answer.json()));
  }

  /**
   * Returns the request as a part of a closure. Such requests may use all connections of the
   * settings, while others share a few.
   */
  public RegistryRequest<T> ofClosure() {
    return new RegistryRequest<>(request, reader, true);
  }

  /** The HTTP request, with a check of responses. */
  public HttpRequestSpec request() {
    return new HttpRequestSpec(
        request.method(),
        request.target(),
        request.body(),
        request.action(),
        request.headers(),
        this::isReadable,
        isOfClosure);
  }

  private boolean isReadable(RegistryResponse response) {
    try {
      var unused = value(new ResponseBody(request.action(), response));
      return true;
    } catch (UnreadableAnswerException e) {
      return false;
    } catch (SchemaException e) {
      return true; // a registry's response, refused because of its content
    }
  }

  /**
   * Parses a response.
   *
   * @throws io.velostream.schema.model.SchemaException if it is an error response, or cannot be
   *     parsed
   */
  public T read(RegistryResponse response) {
    ResponseBody answer = new ResponseBody(request.action(), response);
    if (!response.isSuccess()) {
      throw ErrorResponse.exception(answer);
    }
    try {
      return value(answer);
    } catch (UnreadableAnswerException e) {
      throw answer.unreadable(e);
    }
  }

  private T value(ResponseBody answer) {
    if (answer.response().hasNoContent()) {
      throw answer.withoutContent(request.isReadOnly());
    }
    return reader.apply(answer);
  }

  /** The action, as in messages and events: "look up subject orders". */
  @Override
  public String toString() {
    return request.action();
  }

  private static HttpRequestSpec request(
      String method, String action, RequestTarget target, @Nullable String body) {
    return new HttpRequestSpec(method, target.toString(), body, action, Map.of());
  }
}
