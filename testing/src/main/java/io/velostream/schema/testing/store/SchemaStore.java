// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.model.SchemaReference;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.StoredVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every version of every subject. Not safe for threads: the registry's one lock guards it. */
public final class SchemaStore {

  private final Map<String, SchemaContext> contexts = new TreeMap<>();

  public void clear() {
    contexts.clear();
  }

  public SchemaContext context(String name) {
    return contexts.computeIfAbsent(name, unused -> new SchemaContext());
  }

  /** The contexts in use, and the default one. */
  public Set<String> contextNames() {
    Set<String> names = new TreeSet<>();
    names.add(QualifiedSubject.DEFAULT_CONTEXT);
    contexts.forEach(
        (name, context) -> {
          if (context.all().findAny().isPresent()) {
            names.add(name);
          }
        });
    return names;
  }

  public Stream<StoredVersion> all() {
    return contexts.values().stream().flatMap(SchemaContext::all);
  }

  /** The versions that have a GUID, in all contexts, soft-deleted ones too. */
  public Stream<StoredVersion> withGuid(UUID guid) {
    return contexts.values().stream().flatMap(each -> each.withGuid(guid));
  }

  /** The versions of a subject, oldest first. */
  public List<StoredVersion> versions(QualifiedSubject subject, Visibility visibility) {
    return context(subject.context()).versions(subject.name()).stream().filter(visibility).toList();
  }

  /** The versions of a subject that must have some. */
  public List<StoredVersion> existingVersions(QualifiedSubject subject, Visibility visibility) {
    List<StoredVersion> versions = versions(subject, visibility);
    if (versions.isEmpty()) {
      throw RestException.subjectNotFound(subject);
    }
    return versions;
  }

  public Optional<StoredVersion> latest(QualifiedSubject subject, Visibility visibility) {
    List<StoredVersion> versions = versions(subject, visibility);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  /** The version of this number, or the latest for -1. */
  public Optional<StoredVersion> find(
      QualifiedSubject subject, int version, Visibility visibility) {
    if (version == SchemaReference.LATEST) {
      return latest(subject, visibility);
    }
    @Nullable StoredVersion found = context(subject.context()).version(subject.name(), version);
    return Optional.ofNullable(found).filter(visibility);
  }

  /** The version of this number, which must exist. */
  public StoredVersion existing(QualifiedSubject subject, int version, Visibility visibility) {
    if (versions(subject, visibility).isEmpty()) {
      throw RestException.subjectNotFound(subject);
    }
    return find(subject, version, visibility)
        .orElseThrow(() -> RestException.versionNotFound(subject, version));
  }

  /** Which versions a request wants to see. */
  public enum Visibility implements Predicate<StoredVersion> {
    LIVE,
    ALL,
    DELETED;

    @Override
    public boolean test(StoredVersion version) {
      return switch (this) {
        case LIVE -> !version.isDeleted();
        case ALL -> true;
        case DELETED -> version.isDeleted();
      };
    }
  }
}
