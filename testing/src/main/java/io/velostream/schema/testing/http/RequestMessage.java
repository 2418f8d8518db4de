// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import io.velostream.schema.testing.model.RecordedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An HTTP request message. */
record RequestMessage(
    String method, String target, Map<String, List<String>> headers, String body) {

  boolean closesConnection() {
    return header("connection").toLowerCase(Locale.ROOT).contains("close");
  }

  boolean acceptsGzip() {
    return header("accept-encoding").toLowerCase(Locale.ROOT).contains("gzip");
  }

  /** The values of a field, whose name is in lower case, or empty. */
  private String header(String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }

  RecordedRequest recorded(int order, Instant arrivedAt) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new RecordedRequest(order, arrivedAt, method, path, query, headers, body);
  }
}
