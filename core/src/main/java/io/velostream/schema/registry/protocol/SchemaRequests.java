// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import java.util.List;
import java.util.UUID;

/**
 * Requests about schemas.
 *
 * <p>References in responses are not changed: one to a plain subject belongs to the context of the
 * referring schema. The paths are those of the Confluent Schema Registry's REST interface.
 */
public final class SchemaRequests {

  private SchemaRequests() {}

  /** The schema with this id. */
  public static RegistryRequest<RegisteredSchema> byId(SchemaId id) {
    return RegistryRequest.get(
        "get the schema of " + id,
        RequestTarget.of("schemas", "ids", String.valueOf(id.value())).contextOf(id),
        answer -> SchemaJson.schema(answer, id));
  }

  /** The text only of the schema with this id. */
  public static RegistryRequest<String> textById(SchemaId id) {
    return RegistryRequest.getAnswer(
        "get the text of " + id,
        RequestTarget.of("schemas", "ids", String.valueOf(id.value()), "schema").contextOf(id),
        ResponseBody::text);
  }

  /**
   * The largest id in the context of an id that exists.
   *
   * @param known an id that the registry has
   */
  public static RegistryRequest<SchemaId> maxId(SchemaId known) {
    return RegistryRequest.get(
        "get the largest id by way of " + known,
        RequestTarget.of("schemas", "ids", String.valueOf(known.value()))
            .contextOf(known)
            .flag("fetchMaxId", true),
        answer -> new SchemaId(known.context(), answer.require("maxId").number()));
  }

  /**
   * The schema with this GUID, which is the same in every context. Its id is null if the response
   * lacks it.
   *
   * @param context the context of its relative references
   */
  public static RegistryRequest<RegisteredSchema> byGuid(String context, UUID guid) {
    return RegistryRequest.get(
        "get the schema of GUID " + guid,
        RequestTarget.of("schemas", "guids", guid.toString()),
        answer -> {
          JsonView id = answer.find("id");
          return new RegisteredSchema(
              context,
              id == null ? null : new SchemaId(context, id.number()),
              guid,
              SchemaJson.subjectVersion(answer, context),
              SchemaJson.definition(answer));
        });
  }

  /** All subjects and versions of this id. */
  public static RegistryRequest<List<SubjectVersion>> versionsOf(SchemaId id) {
    return RegistryRequest.get(
        "list the versions of " + id,
        RequestTarget.of("schemas", "ids", String.valueOf(id.value()), "versions").contextOf(id),
        answer ->
            answer.elements().stream()
                .map(
                    place ->
                        new SubjectVersion(
                            SchemaJson.subject(place.require("subject"), id.context()),
                            place.require("version").version()))
                .toList());
  }

  /** Every subject that has this id. */
  public static RegistryRequest<List<Subject>> subjectsOf(SchemaId id) {
    return RegistryRequest.get(
        "list the subjects of " + id,
        RequestTarget.of("schemas", "ids", String.valueOf(id.value()), "subjects").contextOf(id),
        answer ->
            answer.elements().stream()
                .map(subject -> SchemaJson.subject(subject, id.context()))
                .toList());
  }

  /**
   * Registers a schema under a subject, unless it is registered already. If the response is an id
   * only, the definition is that of the request, and the version is unknown.
   *
   * @param normalization whether the registry compares and keeps the normalized text
   * @throws IllegalArgumentException when the subject's name is empty or the rule set is not JSON
   */
  public static RegistryRequest<RegisteredSchema> register(
      Subject subject, SchemaDefinition definition, Normalization normalization) {
    return RegistryRequest.post(
        "register a schema under subject " + subject,
        RequestTarget.ofSubject(subject, "versions")
            .flag("normalize", normalization == Normalization.ON),
        SchemaJson.body(definition),
        answer -> SchemaJson.registered(answer, subject, definition));
  }

  /**
   * Registers a schema with a given id and version, without a check of compatibility. The subject
   * must be in {@link Mode#IMPORT}.
   *
   * @param id the id, of the context of the subject
   * @throws IllegalArgumentException when the subject's name is empty, the rule set is not JSON, or
   *     the id is of another context
   */
  public static RegistryRequest<RegisteredSchema> importVersion(
      SubjectVersion at, SchemaId id, SchemaDefinition definition) {
    if (!id.context().equals(at.subject().context())) {
      throw new IllegalArgumentException(id + " is not of the context of " + at);
    }
    return RegistryRequest.post(
        "import " + at + " with " + id,
        RequestTarget.ofSubject(at.subject(), "versions"),
        SchemaJson.body(definition, id, at),
        answer -> SchemaJson.registered(answer, at.subject(), definition));
  }

  /**
   * Finds a schema under a subject by its content, unless it is deleted.
   *
   * @param normalization whether the registry compares the normalized text
   * @throws IllegalArgumentException when the subject's name is empty or the rule set is not JSON
   */
  public static RegistryRequest<RegisteredSchema> lookUp(
      Subject subject, SchemaDefinition definition, Normalization normalization) {
    return lookUp(subject, definition, normalization, false);
  }

  /**
   * Finds a schema under a subject by its content, among softly deleted versions too.
   *
   * @param normalization whether the registry compares the normalized text
   * @throws IllegalArgumentException when the subject's name is empty or the rule set is not JSON
   */
  public static RegistryRequest<RegisteredSchema> lookUpWithDeleted(
      Subject subject, SchemaDefinition definition, Normalization normalization) {
    return lookUp(subject, definition, normalization, true);
  }

  private static RegistryRequest<RegisteredSchema> lookUp(
      Subject subject, SchemaDefinition definition, Normalization normalization, boolean deleted) {
    return RegistryRequest.post(
        "look up a schema under subject " + subject,
        RequestTarget.ofSubject(subject)
            .flag("normalize", normalization == Normalization.ON)
            .flag("deleted", deleted),
        SchemaJson.body(definition),
        answer -> SchemaJson.found(answer, subject, definition));
  }

  /** The schema languages that the registry knows, such as {@code AVRO}. */
  public static RegistryRequest<List<String>> types() {
    return RegistryRequest.get(
        "list the schema types", RequestTarget.of("schemas", "types"), JsonView::texts);
  }

  /** The registry's contexts, each starting with a dot. */
  public static RegistryRequest<List<String>> contexts() {
    return RegistryRequest.get(
        "list the contexts", RequestTarget.of("contexts"), SchemaRequests::readContexts);
  }

  /**
   * Reads contexts as names, or as prefixes of subjects: {@code .} or, with Apicurio, {@code :.:}.
   */
  private static List<String> readContexts(JsonView answer) {
    return answer.elements().stream()
        .map(
            context ->
                context.text().startsWith(":.")
                    ? SchemaJson.subject(context, Subject.DEFAULT_CONTEXT).context()
                    : context.text())
        .toList();
  }
}
