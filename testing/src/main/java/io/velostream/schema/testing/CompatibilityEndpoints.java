// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.SchemaStore.Visibility;
import java.util.List;

/** {@code /compatibility}: trying a schema without registering it. */
final class CompatibilityEndpoints {

  private final SchemaStore store;
  private final Registration registration;

  CompatibilityEndpoints(SchemaStore store, Registration registration) {
    this.store = store;
    this.registration = registration;
  }

  void addTo(Router router) {
    router
        .on("POST", "/compatibility/subjects/*/versions", this::againstLevel)
        .on("POST", "/compatibility/subjects/*/versions/*", this::againstVersion);
  }

  private Answer againstLevel(Call call) {
    QualifiedSubject subject = registration.subject(call.subject(2));
    return verdict(
        call, registration.compatibility().objections(subject, candidate(subject, call)));
  }

  private Answer againstVersion(Call call) {
    QualifiedSubject subject = registration.subject(call.subject(2));
    StoredVersion version = store.existing(subject, call.version(4), Visibility.LIVE);
    return verdict(
        call,
        registration
            .compatibility()
            .objections(subject, candidate(subject, call), List.of(version)));
  }

  private SchemaContent candidate(QualifiedSubject subject, Call call) {
    return registration.prepared(subject, Documents.submission(call));
  }

  private static Answer verdict(Call call, List<String> objections) {
    ObjectNode verdict = Json.object().put("is_compatible", objections.isEmpty());
    if (call.flag("verbose")) {
      verdict.set("messages", Documents.texts(objections));
    }
    return Answer.json(verdict);
  }
}
