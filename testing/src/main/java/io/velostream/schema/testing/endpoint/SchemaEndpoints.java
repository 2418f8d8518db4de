// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.SchemaStore;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import io.velostream.schema.testing.store.SchemaTypes;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code /schemas}: schemas by id, by GUID, and all of them. */
final class SchemaEndpoints {

  private final SchemaStore store;
  private final SchemaTypes schemaTypes;
  private final RegisterHandler registration;
  private final ResponseBodies documents;

  SchemaEndpoints(
      SchemaStore store,
      SchemaTypes schemaTypes,
      RegisterHandler registration,
      ResponseBodies documents) {
    this.store = store;
    this.registration = registration;
    this.schemaTypes = schemaTypes;
    this.documents = documents;
  }

  void addTo(Router router) {
    router
        .on("GET", "/schemas", this::schemas)
        .on(
            "GET",
            "/schemas/types",
            call -> HttpAnswer.json(ResponseBodies.texts(schemaTypes.types())))
        .on("GET", "/schemas/ids/*", this::byId)
        .on("GET", "/schemas/ids/*/schema", this::rawById)
        .on("GET", "/schemas/ids/*/versions", this::versions)
        .on("GET", "/schemas/ids/*/subjects", this::subjects);
    if (documents.isCurrent()) {
      router
          .on("GET", "/schemas/guids/*", this::byGuid)
          .on("GET", "/schemas/guids/*/ids", this::idsOfGuid);
    }
  }

  private HttpAnswer schemas(HttpExchange call) {
    Stream<StoredVersion> all =
        store
            .all()
            .filter(call.visibility())
            .filter(SubjectEndpoints.prefixFilter(call))
            .filter(each -> !call.flag("latestOnly") || isLatest(each, call.visibility()));
    return HttpAnswer.json(documents.versions(call.page(all)));
  }

  private boolean isLatest(StoredVersion version, Visibility visibility) {
    return store.latest(version.subject(), visibility).filter(version::equals).isPresent();
  }

  private HttpAnswer byId(HttpExchange call) {
    ObjectNode document = document(withId(call), call);
    if (call.flag("fetchMaxId")) {
      document.put("maxId", store.context(subject(call).context()).highestId());
    }
    return HttpAnswer.json(document);
  }

  private ObjectNode document(StoredVersion version, HttpExchange call) {
    return documents.schema(version).put("schema", registration.text(version, call));
  }

  private HttpAnswer rawById(HttpExchange call) {
    return HttpAnswer.json(200, registration.text(withId(call), call));
  }

  private HttpAnswer versions(HttpExchange call) {
    ArrayNode array = Json.array();
    for (StoredVersion each : uses(call)) {
      array.addObject().put("subject", each.subject().toString()).put("version", each.version());
    }
    return HttpAnswer.json(array);
  }

  private HttpAnswer subjects(HttpExchange call) {
    return HttpAnswer.json(
        ResponseBodies.texts(
            uses(call).stream().map(each -> each.subject().toString()).distinct().toList()));
  }

  private List<StoredVersion> uses(HttpExchange call) {
    withId(call);
    QualifiedSubject wanted = subject(call);
    return call.page(
        store
            .context(wanted.context())
            .withId(id(call))
            .filter(call.visibility())
            .filter(each -> wanted.name().isEmpty() || each.subject().equals(wanted)));
  }

  private HttpAnswer byGuid(HttpExchange call) {
    StoredVersion version =
        withGuid(call)
            .min(Comparator.comparing(StoredVersion::isDeleted))
            .orElseThrow(() -> RestException.schemaNotFound(call.segment(2)));
    return HttpAnswer.json(document(version, call));
  }

  private HttpAnswer idsOfGuid(HttpExchange call) {
    ArrayNode array = Json.array();
    withGuid(call)
        .map(each -> Json.object().put("context", each.subject().context()).put("id", each.id()))
        .distinct()
        .forEach(array::add);
    if (array.isEmpty()) {
      throw RestException.schemaNotFound(call.segment(2));
    }
    return HttpAnswer.json(array);
  }

  private Stream<StoredVersion> withGuid(HttpExchange call) {
    try {
      return store.withGuid(UUID.fromString(call.segment(2)));
    } catch (IllegalArgumentException e) {
      throw RestException.schemaNotFound(call.segment(2));
    }
  }

  /** Finds a version with the id; prefers the requested subject, then live versions. */
  private StoredVersion withId(HttpExchange call) {
    QualifiedSubject wanted = subject(call);
    return store
        .context(wanted.context())
        .withId(id(call))
        .min(
            Comparator.comparing((StoredVersion each) -> !each.subject().equals(wanted))
                .thenComparing(StoredVersion::isDeleted))
        .orElseThrow(() -> RestException.schemaNotFound(Integer.toString(id(call))));
  }

  private static QualifiedSubject subject(HttpExchange call) {
    return QualifiedSubject.parse(call.text("subject").orElse(""), call.context());
  }

  private static int id(HttpExchange call) {
    try {
      return Integer.parseInt(call.segment(2));
    } catch (NumberFormatException e) {
      throw new RestException(404, 404, "Not a schema id: " + call.segment(2));
    }
  }
}
