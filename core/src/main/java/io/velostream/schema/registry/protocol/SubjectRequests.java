// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests about subjects and their versions. Every method that takes a subject throws {@link
 * IllegalArgumentException} when its qualified name is empty. The paths are those of the Confluent
 * Schema Registry's REST interface.
 */
public final class SubjectRequests {

  /** No limit. */
  public static final int NO_LIMIT = -1;

  private SubjectRequests() {}

  /** All subjects of the registry. */
  public static RegistryRequest<List<Subject>> subjects() {
    return subjects("", 0, NO_LIMIT);
  }

  /**
   * Some subjects, without deleted ones. Registries that cannot page, such as Apicurio, ignore
   * offset and limit.
   *
   * @param prefix the prefix of their qualified names; empty for all, {@code :*:} for those of all
   *     contexts
   * @param offset the number of subjects to skip
   * @param limit the maximum number of subjects, or {@link #NO_LIMIT}
   */
  public static RegistryRequest<List<Subject>> subjects(String prefix, int offset, int limit) {
    return subjects(prefix, false, offset, limit);
  }

  /**
   * Some subjects, softly deleted ones too.
   *
   * @param prefix as for {@link #subjects(String, int, int)}
   * @param offset the number of subjects to skip
   * @param limit the maximum number of subjects, or {@link #NO_LIMIT}
   */
  public static RegistryRequest<List<Subject>> subjectsWithDeleted(
      String prefix, int offset, int limit) {
    return subjects(prefix, true, offset, limit);
  }

  private static RegistryRequest<List<Subject>> subjects(
      String prefix, boolean deleted, int offset, int limit) {
    RequestTarget target = RequestTarget.of("subjects");
    if (!prefix.isEmpty()) {
      target.query("subjectPrefix", prefix);
    }
    target.flag("deleted", deleted);
    if (offset > 0) {
      target.query("offset", String.valueOf(offset));
    }
    if (limit >= 0) {
      target.query("limit", String.valueOf(limit));
    }
    return RegistryRequest.get(
        "list the subjects that start with '" + prefix + "'",
        target,
        answer ->
            answer.elements().stream()
                .map(subject -> SchemaJson.subject(subject, Subject.DEFAULT_CONTEXT))
                .filter(subject -> isUnder(prefix, subject))
                .toList());
  }

  /**
   * Filters again, since some registries ignore a prefix; prefixes with contexts are left to the
   * registry.
   */
  private static boolean isUnder(String prefix, Subject subject) {
    return prefix.startsWith(":") || subject.qualified().startsWith(prefix);
  }

  /** The numbers of a subject's versions, in ascending order, without deleted ones. */
  public static RegistryRequest<List<Integer>> versions(Subject subject) {
    return versions(subject, false);
  }

  /** The numbers of a subject's versions, in ascending order, with softly deleted ones. */
  public static RegistryRequest<List<Integer>> versionsWithDeleted(Subject subject) {
    return versions(subject, true);
  }

  private static RegistryRequest<List<Integer>> versions(Subject subject, boolean deleted) {
    return RegistryRequest.get(
        "list the versions of subject " + subject,
        RequestTarget.ofSubject(subject, "versions").flag("deleted", deleted),
        JsonView::numbers);
  }

  /** The schema at this version, unless it is deleted. */
  public static RegistryRequest<RegisteredSchema> version(SubjectVersion subjectVersion) {
    return version(subjectVersion, false);
  }

  /**
   * The schema at this version, also if it is softly deleted: a reference to it remains valid while
   * the schema that has the reference exists.
   */
  public static RegistryRequest<RegisteredSchema> versionWithDeleted(
      SubjectVersion subjectVersion) {
    return version(subjectVersion, true);
  }

  private static RegistryRequest<RegisteredSchema> version(
      SubjectVersion subjectVersion, boolean deleted) {
    Subject subject = subjectVersion.subject();
    return RegistryRequest.get(
        "get version " + subjectVersion.version() + " of subject " + subject,
        target(subjectVersion).flag("deleted", deleted),
        answer -> SchemaJson.withVersion(answer, subject));
  }

  /** The newest version of a subject. */
  public static RegistryRequest<RegisteredSchema> latest(Subject subject) {
    return RegistryRequest.get(
        "get the latest version of subject " + subject,
        RequestTarget.ofSubject(subject, "versions", "latest"),
        answer -> SchemaJson.withVersion(answer, subject));
  }

  /**
   * The newest version of a subject whose metadata has all these properties.
   *
   * @throws IllegalArgumentException when there are no properties
   */
  public static RegistryRequest<RegisteredSchema> latestWith(
      Subject subject, Map<String, String> properties) {
    if (properties.isEmpty()) {
      throw new IllegalArgumentException("no metadata properties given for subject " + subject);
    }
    RequestTarget target = RequestTarget.ofSubject(subject, "metadata");
    new TreeMap<>(properties)
        .forEach((key, value) -> target.query("key", key).query("value", value));
    return RegistryRequest.get(
        "get the latest version with metadata " + properties.keySet() + " of subject " + subject,
        target,
        answer -> SchemaJson.withVersion(answer, subject));
  }

  /** The ids of the schemas that refer to this version. */
  public static RegistryRequest<List<SchemaId>> referencedBy(SubjectVersion subjectVersion) {
    return RegistryRequest.get(
        "list what refers to " + subjectVersion,
        target(subjectVersion).segment("referencedby"),
        answer ->
            answer.numbers().stream()
                .map(id -> new SchemaId(subjectVersion.subject().context(), id))
                .toList());
  }

  /** Deletes all versions of a subject softly; the answer lists them. */
  public static RegistryRequest<List<Integer>> delete(Subject subject) {
    return delete(subject, false);
  }

  /** Deletes the softly deleted versions of a subject permanently; the answer lists them. */
  public static RegistryRequest<List<Integer>> deletePermanently(Subject subject) {
    return delete(subject, true);
  }

  private static RegistryRequest<List<Integer>> delete(Subject subject, boolean permanent) {
    return RegistryRequest.delete(
        "delete subject " + subject,
        RequestTarget.ofSubject(subject).flag("permanent", permanent),
        JsonView::numbers);
  }

  /** Deletes one version softly; the answer is its number. */
  public static RegistryRequest<Integer> deleteVersion(SubjectVersion subjectVersion) {
    return deleteVersion(subjectVersion, false);
  }

  /** Deletes a softly deleted version permanently; the answer is its number. */
  public static RegistryRequest<Integer> deleteVersionPermanently(SubjectVersion subjectVersion) {
    return deleteVersion(subjectVersion, true);
  }

  private static RegistryRequest<Integer> deleteVersion(
      SubjectVersion subjectVersion, boolean permanent) {
    return RegistryRequest.delete(
        "delete " + subjectVersion,
        target(subjectVersion).flag("permanent", permanent),
        JsonView::number);
  }

  private static RequestTarget target(SubjectVersion subjectVersion) {
    return RequestTarget.ofSubject(
        subjectVersion.subject(), "versions", String.valueOf(subjectVersion.version()));
  }
}
