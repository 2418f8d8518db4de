// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import io.velostream.schema.testing.model.RegistryVersion;
import io.velostream.schema.testing.protocol.Mode;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.Compatibility;
import io.velostream.schema.testing.store.References;
import io.velostream.schema.testing.store.SchemaContext;
import io.velostream.schema.testing.store.SchemaStore;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import io.velostream.schema.testing.store.SchemaType;
import io.velostream.schema.testing.store.SchemaType.SourceText;
import io.velostream.schema.testing.store.SchemaTypes;
import io.velostream.schema.testing.store.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes schemas in and finds them again. */
public final class RegisterHandler {

  private static final int UNSET = -1;

  private final SchemaStore store;
  private final SchemaTypes schemaTypes;
  private final Settings settings;
  private final References references;
  private final Compatibility compatibility;
  private final RegistryVersion registryVersion;

  RegisterHandler(
      SchemaStore store,
      SchemaTypes schemaTypes,
      Settings settings,
      RegistryVersion registryVersion) {
    this.store = store;
    this.schemaTypes = schemaTypes;
    this.settings = settings;
    this.registryVersion = registryVersion;
    this.references = new References(store);
    this.compatibility = new Compatibility(store, schemaTypes, settings, references);
  }

  References references() {
    return references;
  }

  Compatibility compatibility() {
    return compatibility;
  }

  /** The subject that a call is about: the named one, or the one that it is an alias of. */
  QualifiedSubject subject(QualifiedSubject named) {
    return settings.others().aliased(named);
  }

  /** Registers a schema; content that the subject has already keeps its version. */
  public StoredVersion register(QualifiedSubject subject, Submission submission) {
    settings.requireWritable(subject);
    SchemaContent content = prepared(subject, submission);
    Optional<StoredVersion> known =
        find(subject, content, isNormalized(subject, submission), Visibility.LIVE)
            .filter(each -> submission.id() == UNSET || submission.id() == each.id());
    if (known.isPresent()) {
      return known.get();
    }
    if (settings.modeFor(subject) == Mode.IMPORT) {
      return imported(subject, content, submission);
    }
    if (submission.id() != UNSET) {
      throw RestException.notPermitted("Subject '" + subject + "' is not in import mode");
    }
    List<String> objections = compatibility.objections(subject, content);
    if (!objections.isEmpty()) {
      throw incompatible(subject, objections);
    }
    return add(subject, content);
  }

  /** Stores a schema as it is: neither parsed, nor checked, nor held against its references. */
  public StoredVersion add(QualifiedSubject subject, SchemaContent content) {
    SchemaContext context = store.context(subject.context());
    int version = context.nextVersion(subject.name());
    StoredVersion added =
        new StoredVersion(subject, version, context.idOf(content), content, false);
    context.put(added);
    return added;
  }

  /** Finds the version of a subject that has this content. */
  StoredVersion lookUp(QualifiedSubject subject, Submission submission, Visibility visibility) {
    store.existingVersions(subject, visibility);
    SchemaContent content = prepared(subject, submission);
    return find(subject, content, isNormalized(subject, submission), visibility)
        .or(() -> findBare(subject, content, visibility))
        .or(() -> findSameMeaning(subject, content, visibility))
        .orElseThrow(
            () -> RestException.schemaNotFound("of this content in subject '" + subject + "'"));
  }

  /** A submitted schema, checked, as it would be stored. */
  SchemaContent prepared(QualifiedSubject subject, Submission submission) {
    SchemaContent content = submission.content();
    SchemaType schemaType = schemaTypes.of(content.type());
    if (content.text().isEmpty()) {
      throw RestException.invalidSchema("the text is empty");
    }
    SourceText source = references.source(subject, content);
    return isNormalized(subject, submission)
        ? content.withSortedReferences().withText(schemaType.normalized(source))
        : content.withText(schemaType.compact(source));
  }

  private boolean isNormalized(QualifiedSubject subject, Submission submission) {
    return submission.normalize() || settings.others().normalizes(subject);
  }

  private Optional<StoredVersion> find(
      QualifiedSubject subject,
      SchemaContent content,
      boolean isNormalized,
      Visibility visibility) {
    String wanted = content.fingerprint();
    return store.versions(subject, visibility).stream()
        .filter(
            each ->
                each.content().fingerprint().equals(wanted)
                    || (isNormalized && normalized(each).fingerprint().equals(wanted)))
        .max(Comparator.comparingInt(StoredVersion::version));
  }

  /** A look-up without metadata and rules finds a schema that has some. */
  private Optional<StoredVersion> findBare(
      QualifiedSubject subject, SchemaContent content, Visibility visibility) {
    if (!content.isBare()) {
      return Optional.empty();
    }
    return store.versions(subject, visibility).stream()
        .filter(each -> each.content().bare().equals(content))
        .max(Comparator.comparingInt(StoredVersion::version));
  }

  /**
   * A look-up finds a schema whose text is the same once both are parsed, and, when it brings no
   * references, one that has the same text once its references are written out.
   */
  private Optional<StoredVersion> findSameMeaning(
      QualifiedSubject subject, SchemaContent content, Visibility visibility) {
    String wanted = schemaTypes.of(content.type()).canonical(references.source(subject, content));
    return store.versions(subject, visibility).stream()
        .filter(each -> each.content().type().equals(content.type()))
        .filter(each -> content.isBare() || each.content().hasRulesOf(content))
        .filter(each -> hasText(each, content, wanted))
        .max(Comparator.comparingInt(StoredVersion::version));
  }

  private boolean hasText(StoredVersion version, SchemaContent sought, String canonical) {
    SchemaContent content = version.content();
    boolean isInlined = sought.references().isEmpty() && !content.references().isEmpty();
    if (!isInlined && !sought.references().equals(content.references())) {
      return false;
    }
    try {
      SourceText source = references.source(version.subject(), content);
      SchemaType schemaType = schemaTypes.of(content.type());
      return isInlined
          ? schemaType.resolved(source).filter(canonical::equals).isPresent()
          : schemaType.canonical(source).equals(canonical);
    } catch (RestException unparsable) {
      return false;
    }
  }

  /**
   * The text of a version in the format that a call asks for: {@code resolved} writes references
   * out where the schema type has such a form, and anything else is the text as it is stored.
   */
  String text(StoredVersion version, HttpExchange call) {
    SchemaContent content = version.content();
    if (call.text("format").filter("resolved"::equals).isEmpty()) {
      return content.text();
    }
    SourceText source = references.source(version.subject(), content);
    return schemaTypes.of(content.type()).resolved(source).orElse(content.text());
  }

  private SchemaContent normalized(StoredVersion version) {
    SchemaContent content = version.content();
    try {
      SourceText source = references.source(version.subject(), content);
      return content
          .withSortedReferences()
          .withText(schemaTypes.of(content.type()).normalized(source));
    } catch (RestException unparsable) {
      return content;
    }
  }

  private StoredVersion imported(
      QualifiedSubject subject, SchemaContent content, Submission submission) {
    if (submission.id() == UNSET) {
      throw RestException.notPermitted(
          "Subject '" + subject + "' is in import mode: the schema needs an id");
    }
    SchemaContext context = store.context(subject.context());
    context
        .withId(submission.id())
        .filter(each -> !each.content().equals(content))
        .findAny()
        .ifPresent(
            each -> {
              throw RestException.notPermitted(
                  "Id " + submission.id() + " belongs to another schema already");
            });
    int version =
        submission.version() == UNSET ? context.nextVersion(subject.name()) : submission.version();
    StoredVersion added = new StoredVersion(subject, version, submission.id(), content, false);
    context.put(added);
    return added;
  }

  private RestException incompatible(QualifiedSubject subject, List<String> objections) {
    int code = registryVersion == RegistryVersion.CURRENT ? 40901 : 409;
    return new RestException(
        409,
        code,
        "The schema is incompatible with earlier versions of subject '%s' at level %s: %s"
            .formatted(
                subject,
                settings.compatibility().effectiveAt(subject),
                String.join("; ", objections)));
  }

  /** A schema as a request brings it; id and version are -1 when the request leaves them open. */
  public record Submission(SchemaContent content, boolean normalize, int id, int version) {}
}
