// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import io.velostream.schema.testing.model.SchemaReference;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.References;
import io.velostream.schema.testing.store.SchemaStore;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import io.velostream.schema.testing.store.Settings;
import java.util.List;

/** Deletes versions, softly or permanently. */
final class DeleteHandler {

  private final SchemaStore store;
  private final Settings settings;
  private final References references;

  DeleteHandler(SchemaStore store, Settings settings, References references) {
    this.store = store;
    this.settings = settings;
    this.references = references;
  }

  /** Soft-deletes the live versions of a subject, or deletes its soft-deleted ones permanently. */
  List<StoredVersion> deleteSubject(QualifiedSubject subject, boolean permanent) {
    settings.requireWritable(subject);
    store.existingVersions(subject, Visibility.ALL);
    List<StoredVersion> live = store.versions(subject, Visibility.LIVE);
    if (permanent) {
      if (!live.isEmpty()) {
        throw RestException.subjectNotSoftDeleted(subject);
      }
      List<StoredVersion> all = store.versions(subject, Visibility.ALL);
      all.forEach(this::requireUnreferenced);
      all.forEach(this::remove);
      return all;
    }
    if (live.isEmpty()) {
      throw RestException.subjectSoftDeleted(subject);
    }
    live.forEach(this::requireUnreferenced);
    live.forEach(this::softDelete);
    settings.forget(subject);
    return live;
  }

  /** Soft-deletes one live version, or deletes a soft-deleted one permanently. */
  StoredVersion deleteVersion(QualifiedSubject subject, int number, boolean permanent) {
    settings.requireWritable(subject);
    store.existingVersions(subject, Visibility.ALL);
    Visibility latest = permanent ? Visibility.ALL : Visibility.LIVE;
    Visibility visibility = number == SchemaReference.LATEST ? latest : Visibility.ALL;
    StoredVersion version =
        store
            .find(subject, number, visibility)
            .orElseThrow(() -> RestException.versionNotFound(subject, number));
    if (permanent && !version.isDeleted()) {
      throw RestException.versionNotSoftDeleted(subject, version.version());
    }
    if (!permanent && version.isDeleted()) {
      throw RestException.versionSoftDeleted(subject, version.version());
    }
    requireUnreferenced(version);
    if (permanent) {
      remove(version);
    } else {
      softDelete(version);
    }
    return version;
  }

  private void requireUnreferenced(StoredVersion version) {
    if (!references.referrers(version).isEmpty()) {
      throw RestException.stillReferenced(version);
    }
  }

  private void softDelete(StoredVersion version) {
    store.context(version.subject().context()).put(version.softDeleted());
  }

  private void remove(StoredVersion version) {
    store.context(version.subject().context()).remove(version);
  }
}
