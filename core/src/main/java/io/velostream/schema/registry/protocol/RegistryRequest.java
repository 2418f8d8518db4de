// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.SchemaException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked of a registry: method, path, body, and how to read the answer. Made
 * by {@link SchemaRequests}, {@link SubjectRequests} and {@link ConfigRequests}; sent by {@code
 * RegistryClient}, any number of times. Immutable.
 *
 * @param <T> what the answer becomes
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
      String words, RequestTarget target, Function<JsonView, T> reader) {
    return getAnswer(words, target, answer -> reader.apply(answer.json()));
  }

  static <T> RegistryRequest<T> getAnswer(
      String words, RequestTarget target, Function<ResponseBody, T> reader) {
    return new RegistryRequest<>(request("GET", words, target, null), reader);
  }

  static <T> RegistryRequest<T> post(
      String words, RequestTarget target, String body, Function<JsonView, T> reader) {
    return new RegistryRequest<>(
        request("POST", words, target, body), answer -> reader.apply(answer.json()));
  }

  static <T> RegistryRequest<T> put(
      String words, RequestTarget target, String body, Function<JsonView, T> reader) {
    return new RegistryRequest<>(
        request("PUT", words, target, body), answer -> reader.apply(answer.json()));
  }

  static <T> RegistryRequest<T> delete(
      String words, RequestTarget target, Function<JsonView, T> reader) {
    return new RegistryRequest<>(
        request("DELETE", words, target, null), answer -> reader.apply(answer.json()));
  }

  /**
   * The same call as one of many that fetch a closure: they may use all connections that the
   * settings allow, where other calls share a few.
   */
  public RegistryRequest<T> ofClosure() {
    return new RegistryRequest<>(request, reader, true);
  }

  /** The request, which knows its own answers. */
  public HttpRequestSpec request() {
    return new HttpRequestSpec(
        request.method(),
        request.target(),
        request.body(),
        request.words(),
        request.headers(),
        this::isReadable,
        isOfClosure);
  }

  private boolean isReadable(RegistryResponse response) {
    try {
      var unused = value(new ResponseBody(request.words(), response));
      return true;
    } catch (UnreadableAnswerException e) {
      return false;
    } catch (SchemaException e) {
      return true; // a registry's answer, refused for what it says
    }
  }

  /**
   * What an answer means.
   *
   * @throws io.velostream.schema.model.SchemaException when it is no success, or unreadable
   */
  public T read(RegistryResponse response) {
    ResponseBody answer = new ResponseBody(request.words(), response);
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
      throw answer.withoutContent(request.isQuestion());
    }
    return reader.apply(answer);
  }

  /** What is asked, in words, as it stands in messages and events: "look up subject orders". */
  @Override
  public String toString() {
    return request.words();
  }

  private static HttpRequestSpec request(
      String method, String words, RequestTarget target, @Nullable String body) {
    return new HttpRequestSpec(method, target.toString(), body, words, Map.of());
  }
}
