// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.SchemaStore;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** {@code /subjects}: registration, look-up, versions, deletion. */
final class SubjectEndpoints {

  private final SchemaStore store;
  private final RegisterHandler registration;
  private final DeleteHandler deletion;
  private final ResponseBodies documents;

  SubjectEndpoints(
      SchemaStore store,
      RegisterHandler registration,
      DeleteHandler deletion,
      ResponseBodies documents) {
    this.store = store;
    this.registration = registration;
    this.deletion = deletion;
    this.documents = documents;
  }

  void addTo(Router router) {
    router
        .on("GET", "/subjects", this::subjects)
        .on("POST", "/subjects/*", this::lookUp)
        .on("DELETE", "/subjects/*", this::deleteSubject)
        .on("POST", "/subjects/*/versions", this::register)
        .on("GET", "/subjects/*/versions", this::versions)
        .on("GET", "/subjects/*/versions/*", call -> answer(version(call), call))
        .on("DELETE", "/subjects/*/versions/*", this::deleteVersion)
        .on("GET", "/subjects/*/versions/*/schema", this::rawSchema)
        .on("GET", "/subjects/*/versions/*/referencedby", this::referencedBy)
        .on("GET", "/subjects/*/metadata", this::latestWithMetadata);
  }

  /** Matches versions of subjects with the requested prefix. */
  static Predicate<StoredVersion> prefixFilter(HttpExchange call) {
    String everything = call.namesContext() ? "" : ":*:";
    String prefix =
        call.parameter("subjectPrefix").isEmpty()
            ? everything
            : call.parameter("subjectPrefix").get(0);
    if (prefix.startsWith(":*:")) {
      String name = prefix.substring(3);
      return each -> each.subject().name().startsWith(name);
    }
    QualifiedSubject wanted = QualifiedSubject.parse(prefix, call.context());
    return each ->
        each.subject().context().equals(wanted.context())
            && each.subject().name().startsWith(wanted.name());
  }

  private QualifiedSubject subject(HttpExchange call) {
    return registration.subject(call.subject(1));
  }

  private HttpAnswer subjects(HttpExchange call) {
    List<String> names =
        call.page(
            store
                .all()
                .filter(call.visibility())
                .filter(each -> !call.flag("deletedOnly") || isWhollyDeleted(each.subject()))
                .filter(prefixFilter(call))
                .map(each -> each.subject().toString())
                .distinct());
    return HttpAnswer.json(ResponseBodies.texts(names));
  }

  private boolean isWhollyDeleted(QualifiedSubject subject) {
    return store.versions(subject, Visibility.LIVE).isEmpty();
  }

  private HttpAnswer register(HttpExchange call) {
    QualifiedSubject subject = subject(call);
    if (subject.name().isEmpty()) {
      throw RestException.invalidSubject(call.segment(1));
    }
    StoredVersion version = registration.register(subject, ResponseBodies.submission(call));
    return HttpAnswer.json(documents.registered(version));
  }

  private HttpAnswer lookUp(HttpExchange call) {
    StoredVersion version =
        registration.lookUp(subject(call), ResponseBodies.submission(call), call.visibility());
    return answer(version, call);
  }

  private HttpAnswer answer(StoredVersion version, HttpExchange call) {
    return HttpAnswer.json(
        documents.version(version).put("schema", registration.text(version, call)));
  }

  private HttpAnswer versions(HttpExchange call) {
    List<StoredVersion> versions = store.existingVersions(subject(call), call.visibility());
    return HttpAnswer.json(
        ResponseBodies.numbers(call.page(versions.stream().map(StoredVersion::version))));
  }

  private StoredVersion version(HttpExchange call) {
    return store.existing(subject(call), call.version(3), call.visibility());
  }

  private HttpAnswer rawSchema(HttpExchange call) {
    return HttpAnswer.json(200, registration.text(version(call), call));
  }

  private HttpAnswer referencedBy(HttpExchange call) {
    StoredVersion version = store.existing(subject(call), call.version(3), Visibility.ALL);
    return HttpAnswer.json(ResponseBodies.numbers(registration.references().referrers(version)));
  }

  private HttpAnswer deleteSubject(HttpExchange call) {
    List<StoredVersion> deleted = deletion.deleteSubject(subject(call), call.flag("permanent"));
    return HttpAnswer.json(
        ResponseBodies.numbers(deleted.stream().map(StoredVersion::version).toList()));
  }

  private HttpAnswer deleteVersion(HttpExchange call) {
    StoredVersion deleted =
        deletion.deleteVersion(subject(call), call.version(3), call.flag("permanent"));
    return HttpAnswer.json(IntNode.valueOf(deleted.version()));
  }

  private HttpAnswer latestWithMetadata(HttpExchange call) {
    List<String> keys = call.parameter("key");
    List<String> values = call.parameter("value");
    if (keys.size() != values.size()) {
      throw RestException.malformed("There must be one value for each key");
    }
    QualifiedSubject subject = subject(call);
    return store.existingVersions(subject, call.visibility()).stream()
        .filter(each -> hasProperties(each.content(), keys, values))
        .reduce((older, newer) -> newer)
        .map(each -> HttpAnswer.json(documents.version(each)))
        .orElseThrow(
            () -> RestException.schemaNotFound("of subject '" + subject + "' with that metadata"));
  }

  private static boolean hasProperties(
      SchemaContent content, List<String> keys, List<String> values) {
    JsonNode metadata = content.metadata();
    JsonNode properties = metadata == null ? Json.object() : metadata.path("properties");
    return IntStream.range(0, keys.size())
        .allMatch(i -> properties.path(keys.get(i)).asText("").equals(values.get(i)));
  }
}
