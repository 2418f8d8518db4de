// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.SchemaStore;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import java.util.List;

/** {@code /compatibility}: compatibility tests of schemas. */
final class CompatibilityEndpoints {

  private final SchemaStore store;
  private final RegisterHandler registration;

  CompatibilityEndpoints(SchemaStore store, RegisterHandler registration) {
    this.store = store;
    this.registration = registration;
  }

  void addTo(Router router) {
    router
        .on("POST", "/compatibility/subjects/*/versions", this::againstLevel)
        .on("POST", "/compatibility/subjects/*/versions/*", this::againstVersion);
  }

  private HttpAnswer againstLevel(HttpExchange call) {
    QualifiedSubject subject = registration.subject(call.subject(2));
    return verdict(
        call, registration.compatibility().objections(subject, candidate(subject, call)));
  }

  private HttpAnswer againstVersion(HttpExchange call) {
    QualifiedSubject subject = registration.subject(call.subject(2));
    StoredVersion version = store.existing(subject, call.version(4), Visibility.LIVE);
    return verdict(
        call,
        registration
            .compatibility()
            .objections(subject, candidate(subject, call), List.of(version)));
  }

  private SchemaContent candidate(QualifiedSubject subject, HttpExchange call) {
    return registration.prepare(subject, ResponseBodies.submission(call));
  }

  private static HttpAnswer verdict(HttpExchange call, List<String> objections) {
    ObjectNode verdict = Json.object().put("is_compatible", objections.isEmpty());
    if (call.flag("verbose")) {
      verdict.set("messages", ResponseBodies.texts(objections));
    }
    return HttpAnswer.json(verdict);
  }
}
