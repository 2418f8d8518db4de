// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.RestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Dispatches requests by method and path. */
final class Router {

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route; a path segment {@code *} matches any one segment. */
  Router on(String method, String path, Endpoint endpoint) {
    List<String> segments =
        Arrays.stream(path.split("/", -1)).filter(each -> !each.isEmpty()).toList();
    routes.add(new Route(method, segments, endpoint));
    return this;
  }

  HttpAnswer answer(HttpExchange call) {
    List<Route> found = routes.stream().filter(each -> each.fits(call.segments())).toList();
    if (found.isEmpty()) {
      throw new RestException(404, 404, "Nothing here: " + call.request().path());
    }
    String method = call.method().equals("HEAD") ? "GET" : call.method();
    return found.stream()
        .filter(each -> each.method.equals(method))
        .findFirst()
        .orElseThrow(() -> new RestException(405, 405, "Method not allowed: " + call.method()))
        .endpoint
        .answer(call);
  }

  /** Handles the requests of one route, under the registry's lock. */
  @FunctionalInterface
  interface Endpoint {
    HttpAnswer answer(HttpExchange call);
  }

  private record Route(String method, List<String> path, Endpoint endpoint) {
    boolean fits(List<String> segments) {
      if (segments.size() != path.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        if (!path.get(i).equals("*") && !path.get(i).equals(segments.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
