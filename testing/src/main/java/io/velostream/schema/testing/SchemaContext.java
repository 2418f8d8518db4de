// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of one context, and the ids that only mean something in it. Guarded by the store.
 */
final class SchemaContext {

  private final Map<String, TreeMap<Integer, StoredVersion>> subjects = new TreeMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private int highestId;

  /** All versions of a subject, soft-deleted ones too, oldest first. */
  List<StoredVersion> versions(String subject) {
    TreeMap<Integer, StoredVersion> versions = subjects.get(subject);
    return versions == null ? List.of() : List.copyOf(versions.values());
  }

  @Nullable StoredVersion version(String subject, int version) {
    TreeMap<Integer, StoredVersion> versions = subjects.get(subject);
    return versions == null ? null : versions.get(version);
  }

  Stream<StoredVersion> all() {
    return subjects.values().stream().flatMap(each -> each.values().stream());
  }

  Stream<StoredVersion> withId(int id) {
    return all().filter(each -> each.id() == id);
  }

  int highestId() {
    return highestId;
  }

  int nextVersion(String subject) {
    TreeMap<Integer, StoredVersion> versions = subjects.get(subject);
    return versions == null ? 1 : versions.lastKey() + 1;
  }

  /** The id of this content: the one that it has, or a new one. */
  int idOf(SchemaContent content) {
    Integer known = ids.get(content.fingerprint());
    return known == null ? highestId + 1 : known;
  }

  void put(StoredVersion version) {
    subjects
        .computeIfAbsent(version.subject().name(), unused -> new TreeMap<>())
        .put(version.version(), version);
    ids.put(version.content().fingerprint(), version.id());
    highestId = Math.max(highestId, version.id());
  }

  /** Removes a version for good; its id goes with the last version that has it. */
  void remove(StoredVersion version) {
    String subject = version.subject().name();
    TreeMap<Integer, StoredVersion> versions = subjects.get(subject);
    if (versions == null) {
      return;
    }
    versions.remove(version.version());
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
    if (withId(version.id()).findAny().isEmpty()) {
      ids.values().remove(version.id());
    }
  }
}
