// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.SchemaStore.Visibility;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code /schemas}: schemas by id, by GUID, and all of them. */
final class SchemaEndpoints {

  private final SchemaStore store;
  private final SchemaLanguages languages;
  private final Registration registration;
  private final Documents documents;

  SchemaEndpoints(
      SchemaStore store,
      SchemaLanguages languages,
      Registration registration,
      Documents documents) {
    this.store = store;
    this.registration = registration;
    this.languages = languages;
    this.documents = documents;
  }

  void addTo(Router router) {
    router
        .on("GET", "/schemas", this::schemas)
        .on("GET", "/schemas/types", call -> Answer.json(Documents.texts(languages.types())))
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

  private Answer schemas(Call call) {
    Stream<StoredVersion> all =
        store
            .all()
            .filter(call.visibility())
            .filter(SubjectEndpoints.prefixFilter(call))
            .filter(each -> !call.flag("latestOnly") || isLatest(each, call.visibility()));
    return Answer.json(documents.versions(call.page(all)));
  }

  private boolean isLatest(StoredVersion version, Visibility visibility) {
    return store.latest(version.subject(), visibility).filter(version::equals).isPresent();
  }

  private Answer byId(Call call) {
    ObjectNode document = document(withId(call), call);
    if (call.flag("fetchMaxId")) {
      document.put("maxId", store.context(subject(call).context()).highestId());
    }
    return Answer.json(document);
  }

  private ObjectNode document(StoredVersion version, Call call) {
    return documents.schema(version).put("schema", registration.text(version, call));
  }

  private Answer rawById(Call call) {
    return Answer.json(200, registration.text(withId(call), call));
  }

  private Answer versions(Call call) {
    ArrayNode array = Json.array();
    for (StoredVersion each : uses(call)) {
      array.addObject().put("subject", each.subject().toString()).put("version", each.version());
    }
    return Answer.json(array);
  }

  private Answer subjects(Call call) {
    return Answer.json(
        Documents.texts(
            uses(call).stream().map(each -> each.subject().toString()).distinct().toList()));
  }

  private List<StoredVersion> uses(Call call) {
    withId(call);
    QualifiedSubject wanted = subject(call);
    return call.page(
        store
            .context(wanted.context())
            .withId(id(call))
            .filter(call.visibility())
            .filter(each -> wanted.name().isEmpty() || each.subject().equals(wanted)));
  }

  private Answer byGuid(Call call) {
    StoredVersion version =
        withGuid(call)
            .min(Comparator.comparing(StoredVersion::isDeleted))
            .orElseThrow(() -> Rejection.schemaNotFound(call.segment(2)));
    return Answer.json(document(version, call));
  }

  private Answer idsOfGuid(Call call) {
    ArrayNode array = Json.array();
    withGuid(call)
        .map(each -> Json.object().put("context", each.subject().context()).put("id", each.id()))
        .distinct()
        .forEach(array::add);
    if (array.isEmpty()) {
      throw Rejection.schemaNotFound(call.segment(2));
    }
    return Answer.json(array);
  }

  private Stream<StoredVersion> withGuid(Call call) {
    try {
      return store.withGuid(UUID.fromString(call.segment(2)));
    } catch (IllegalArgumentException e) {
      throw Rejection.schemaNotFound(call.segment(2));
    }
  }

  /** A version that has the id: of the subject asked for if it has one, and live if one is. */
  private StoredVersion withId(Call call) {
    QualifiedSubject wanted = subject(call);
    return store
        .context(wanted.context())
        .withId(id(call))
        .min(
            Comparator.comparing((StoredVersion each) -> !each.subject().equals(wanted))
                .thenComparing(StoredVersion::isDeleted))
        .orElseThrow(() -> Rejection.schemaNotFound(Integer.toString(id(call))));
  }

  private static QualifiedSubject subject(Call call) {
    return QualifiedSubject.parse(call.text("subject").orElse(""), call.context());
  }

  private static int id(Call call) {
    try {
      return Integer.parseInt(call.segment(2));
    } catch (NumberFormatException e) {
      throw new Rejection(404, 404, "Not a schema id: " + call.segment(2));
    }
  }
}
