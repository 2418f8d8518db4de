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

/** Registers and finds schemas. */
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

  /** Resolves the alias of a subject. */
  QualifiedSubject subject(QualifiedSubject named) {
    return settings.others().aliased(named);
  }

  /** Registers a schema; returns the existing version if the subject has the same content. */
  public StoredVersion register(QualifiedSubject subject, Submission submission) {
    settings.requireWritable(subject);
    SchemaContent content = prepare(subject, submission);
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

  /** Stores a schema without parsing, checks, or resolution of references. */
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
    SchemaContent content = prepare(subject, submission);
    return find(subject, content, isNormalized(subject, submission), visibility)
        .or(() -> findBare(subject, content, visibility))
        .or(() -> findSameMeaning(subject, content, visibility))
        .orElseThrow(
            () -> RestException.schemaNotFound("of this content in subject '" + subject + "'"));
  }

  /** Checks a submitted schema, and returns it in its stored form. */
  SchemaContent prepare(QualifiedSubject subject, Submission submission) {
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

  /** Finds a schema with metadata or rules for a look-up without. */
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
   * Finds a schema whose canonical text is equal, or, for a look-up without references, whose text
   * with inlined references is equal.
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
   * Returns the text of a version in the requested format: {@code resolved} inlines references if
   * the schema type supports it; all other formats are the stored text.
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

  /** A submitted schema; id and version are -1 if not given. */
  public record Submission(SchemaContent content, boolean normalize, int id, int version) {}
}
