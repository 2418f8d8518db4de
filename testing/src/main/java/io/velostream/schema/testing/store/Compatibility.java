// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.protocol.CompatibilityLevel;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import io.velostream.schema.testing.store.SchemaType.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Compares a new schema with existing versions. */
public final class Compatibility {

  private final SchemaStore store;
  private final SchemaTypes schemaTypes;
  private final Settings settings;
  private final References references;

  public Compatibility(
      SchemaStore store, SchemaTypes schemaTypes, Settings settings, References references) {
    this.store = store;
    this.schemaTypes = schemaTypes;
    this.settings = settings;
    this.references = references;
  }

  /** The incompatibilities of a new version of a subject, by the subject's level. */
  public List<String> objections(QualifiedSubject subject, SchemaContent candidate) {
    List<StoredVersion> versions = store.versions(subject, Visibility.LIVE);
    CompatibilityLevel level = settings.compatibility().effectiveAt(subject);
    int from = level.isTransitive() ? 0 : Math.max(0, versions.size() - 1);
    return objections(subject, candidate, versions.subList(from, versions.size()));
  }

  /** The incompatibilities of a new version with these versions only. */
  public List<String> objections(
      QualifiedSubject subject, SchemaContent candidate, List<StoredVersion> versions) {
    CompatibilityLevel level = settings.compatibility().effectiveAt(subject);
    List<String> objections = new ArrayList<>();
    if (level == CompatibilityLevel.NONE) {
      return objections;
    }
    SchemaType schemaType = schemaTypes.of(candidate.type());
    SourceText fresh = references.source(subject, candidate);
    for (StoredVersion version : versions) {
      if (!version.content().type().equals(candidate.type())) {
        objections.add(
            "version %d is of type %s, the new schema of type %s"
                .formatted(version.version(), version.content().type(), candidate.type()));
        continue;
      }
      SourceText old = references.source(version.subject(), version.content());
      if (level.newReadsOld()) {
        schemaType.incompatibilities(fresh, old).stream()
            .map(each -> "reader new, writer version " + version.version() + ": " + each)
            .forEach(objections::add);
      }
      if (level.oldReadsNew()) {
        schemaType.incompatibilities(old, fresh).stream()
            .map(each -> "reader version " + version.version() + ", writer new: " + each)
            .forEach(objections::add);
      }
    }
    return objections;
  }
}
