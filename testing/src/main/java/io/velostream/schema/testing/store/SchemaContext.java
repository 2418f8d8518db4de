// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The subjects and ids of one context. Guarded by the lock of the registry. */
public final class SchemaContext {

  private final Map<String, TreeMap<Integer, StoredVersion>> subjects = new TreeMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<UUID, Integer> guids = new HashMap<>();
  private final Map<Integer, Set<StoredVersion>> uses = new HashMap<>();
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

  /** The versions that have an id, by subject, soft-deleted ones too. */
  public Stream<StoredVersion> withId(int id) {
    return uses.getOrDefault(id, Set.of()).stream()
        .sorted(
            Comparator.comparing((StoredVersion each) -> each.subject().name())
                .thenComparing(StoredVersion::version));
  }

  /** The versions that have a GUID, by subject, soft-deleted ones too. */
  Stream<StoredVersion> withGuid(UUID guid) {
    Integer id = guids.get(guid);
    return id == null ? Stream.empty() : withId(id);
  }

  public int highestId() {
    return highestId;
  }

  public int nextVersion(String subject) {
    TreeMap<Integer, StoredVersion> versions = subjects.get(subject);
    return versions == null ? 1 : versions.lastKey() + 1;
  }

  /** Returns the id of this content, or a new one. */
  public int idOf(SchemaContent content) {
    Integer known = ids.get(content.fingerprint());
    return known == null ? highestId + 1 : known;
  }

  /** Adds a version, or replaces the one with its number. */
  public void put(StoredVersion version) {
    StoredVersion before = version(version.subject().name(), version.version());
    if (before != null) {
      unuse(before);
    }
    subjects
        .computeIfAbsent(version.subject().name(), unused -> new TreeMap<>())
        .put(version.version(), version);
    uses.computeIfAbsent(version.id(), unused -> new HashSet<>()).add(version);
    ids.put(version.content().fingerprint(), version.id());
    guids.put(version.content().guid(), version.id());
    highestId = Math.max(highestId, version.id());
  }

  /** Deletes a version permanently, and its id with the last version that has it. */
  public void remove(StoredVersion version) {
    String subject = version.subject().name();
    TreeMap<Integer, StoredVersion> versions = subjects.get(subject);
    if (versions == null) {
      return;
    }
    versions.remove(version.version());
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
    unuse(version);
    if (!uses.containsKey(version.id())) {
      ids.values().remove(version.id());
      guids.values().remove(version.id());
    }
  }

  private void unuse(StoredVersion version) {
    uses.computeIfPresent(
        version.id(),
        (id, same) -> {
          same.remove(version);
          return same.isEmpty() ? null : same;
        });
  }
}
