// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.testing.model.RecordedRequest;
import io.velostream.schema.testing.model.SchemaReference;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A parsed request for the endpoints.
 *
 * @param segments the decoded path, without a context prefix
 * @param context the context that the path names, or the default one
 */
record HttpExchange(
    RecordedRequest request,
    List<String> segments,
    String context,
    Map<String, List<String>> parameters) {

  private static final String CONTEXTS = "contexts";

  static HttpExchange of(RecordedRequest request) {
    List<String> segments =
        Arrays.stream(request.path().split("/", -1))
            .filter(each -> !each.isEmpty())
            .map(each -> decoded(each.replace("+", "%2B")))
            .toList();
    Map<String, List<String>> parameters = parameters(request.query());
    if (segments.size() > 1 && segments.get(0).equals(CONTEXTS)) {
      String context = QualifiedSubject.contextName(segments.get(1));
      return new HttpExchange(request, segments.subList(2, segments.size()), context, parameters);
    }
    return new HttpExchange(request, segments, QualifiedSubject.DEFAULT_CONTEXT, parameters);
  }

  boolean namesContext() {
    return request.path().startsWith("/" + CONTEXTS + "/");
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.computeIfAbsent(decoded(name), unused -> new ArrayList<>()).add(decoded(value));
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw RestException.malformed("Wrong percent-encoding: " + text);
    }
  }

  String method() {
    return request.method();
  }

  /** The path segment at an index. */
  public String segment(int index) {
    return segments.get(index);
  }

  QualifiedSubject subject(int index) {
    return QualifiedSubject.parse(segment(index), context);
  }

  List<String> parameter(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  Optional<String> text(String name) {
    return parameter(name).stream().filter(each -> !each.isEmpty()).findFirst();
  }

  boolean flag(String name) {
    return text(name).map(Boolean::parseBoolean).orElse(false);
  }

  private int number(String name, int otherwise) {
    String text = text(name).orElse(Integer.toString(otherwise));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw RestException.malformed(name + " is not a number: " + text);
    }
  }

  Visibility visibility() {
    if (flag("deletedOnly")) {
      return Visibility.DELETED;
    }
    return flag("deleted") ? Visibility.ALL : Visibility.LIVE;
  }

  /** Applies offset and limit to a list. */
  <T> List<T> page(Stream<T> all) {
    int limit = number("limit", -1);
    return all.skip(Math.max(0, number("offset", 0)))
        .limit(limit < 0 ? Long.MAX_VALUE : limit)
        .toList();
  }

  /** The version in the path: a number from 1, {@code latest} or -1. */
  int version(int index) {
    String text = segment(index);
    if (text.equals("latest")) {
      return SchemaReference.LATEST;
    }
    try {
      int version = Integer.parseInt(text);
      if (version > 0 || version == SchemaReference.LATEST) {
        return version;
      }
    } catch (NumberFormatException e) {
      throw RestException.invalidVersion(text);
    }
    throw RestException.invalidVersion(text);
  }

  JsonNode body() {
    try {
      JsonNode body = Json.read(request.body());
      if (!body.isObject()) {
        throw RestException.malformed("The body is not a JSON object");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw RestException.malformed("The body is not JSON: " + e.getOriginalMessage());
    }
  }
}
