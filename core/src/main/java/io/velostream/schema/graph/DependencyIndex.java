// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An index of references among the schemas that were added. Makes no requests. Bounded, with FIFO
 * eviction. Safe for use by many threads, and lock-free; results are weakly consistent.
 */
public final class DependencyIndex {

  /** The bound on references, since one schema may have many. */
  private static final int REFERENCES_PER_SCHEMA = 16;

  private final long maxSchemas;
  private final ConcurrentMap<Object, RegisteredSchema> schemas = new ConcurrentHashMap<>();
  private final ConcurrentMap<SchemaId, Object> keysById = new ConcurrentHashMap<>();
  private final ConcurrentMap<Target, Set<Object>> referrers = new ConcurrentHashMap<>();
  private final SubjectIndex subjects = new SubjectIndex();
  private final Queue<Object> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicLong referenceCount = new AtomicLong();
  private final AtomicLong arrivalCount = new AtomicLong();

  /** Creates an empty index of at most {@code maxSchemas}. */
  public DependencyIndex(int maxSchemas) {
    this.maxSchemas = maxSchemas;
  }

  /** The target of a reference; {@code version} may be {@link SchemaReference#LATEST}. */
  private record Target(Subject subject, int version) {}

  /** Adds a schema, unless it is present. */
  public void add(RegisteredSchema schema) {
    Object key = keyOf(schema);
    if (schema.subjectVersion() == null && schema.id() != null && keysById.containsKey(key)) {
      return;
    }
    if (schemas.putIfAbsent(key, schema) != null) {
      return;
    }
    if (schema.id() != null) {
      Object before = keysById.put(schema.id(), key);
      if (schema.id().equals(before) && !schema.id().equals(key)) {
        removeKey(before);
        keysById.put(schema.id(), key);
      }
    }
    targets(schema).forEach(target -> link(target, key));
    if (schema.subjectVersion() != null) {
      subjects.add(schema.subjectVersion());
    }
    arrivals.add(key);
    arrivalCount.incrementAndGet();
    referenceCount.addAndGet(schema.definition().references().size());
    evictBeyondBounds();
  }

  /** Removes a schema. */
  public void remove(RegisteredSchema schema) {
    removeKey(keyOf(schema));
  }

  /** Removes all schemas. */
  public void clear() {
    schemas.keySet().forEach(this::removeKey);
    arrivals.clear();
    arrivalCount.set(0);
  }

  /** The number of schemas. */
  public int size() {
    return schemas.size();
  }

  /**
   * Returns the dependencies of a schema, direct and transitive, as far as they are known.
   *
   * @return nearest first; a reference to the newest version is resolved to the newest known one,
   *     and omitted if there is none
   */
  public Set<SubjectVersion> dependencies(RegisteredSchema schema) {
    Set<SubjectVersion> found = new LinkedHashSet<>();
    Deque<RegisteredSchema> queue = new ArrayDeque<>(List.of(schema));
    for (RegisteredSchema next = queue.poll(); next != null; next = queue.poll()) {
      for (Target target : targets(next)) {
        SubjectVersion at = versionOf(target);
        if (at != null && found.add(at)) {
          RegisteredSchema seen = schemas.get(at);
          if (seen != null) {
            queue.add(seen);
          }
        }
      }
    }
    return Collections.unmodifiableSet(found);
  }

  /**
   * Returns the schemas that refer to this version, directly and transitively.
   *
   * @return nearest first. References to the newest version of a subject are resolved to the newest
   *     known one
   */
  public Collection<RegisteredSchema> dependents(SubjectVersion subjectVersion) {
    Map<Object, RegisteredSchema> found = new LinkedHashMap<>();
    Deque<SubjectVersion> queue = new ArrayDeque<>(List.of(subjectVersion));
    for (SubjectVersion next = queue.poll(); next != null; next = queue.poll()) {
      for (Object key : referrersOf(next)) {
        RegisteredSchema referrer = schemas.get(key);
        if (referrer != null && found.putIfAbsent(key, referrer) == null) {
          SubjectVersion at = referrer.subjectVersion();
          if (at != null) {
            queue.add(at);
          }
        }
      }
    }
    return Collections.unmodifiableCollection(found.values());
  }

  /** Returns the schema at this version; null if it is not known. */
  public @Nullable RegisteredSchema schema(SubjectVersion subjectVersion) {
    return schemas.get(subjectVersion);
  }

  /**
   * Returns the versions of matching subjects, ordered by name.
   *
   * @param pattern a subject as {@link Subject#qualified()} writes it, where {@code *} stands for
   *     any characters and {@code ?} for one: {@code orders-*}
   */
  public List<SubjectVersion> matching(String pattern) {
    return subjects.matching(pattern);
  }

  private Set<Object> referrersOf(SubjectVersion target) {
    Set<Object> direct = referrers.getOrDefault(targetOf(target), Set.of());
    Integer newest = subjects.newest(target.subject());
    if (newest != null && newest > target.version()) {
      return direct;
    }
    Set<Object> followers =
        referrers.getOrDefault(new Target(target.subject(), SchemaReference.LATEST), Set.of());
    if (followers.isEmpty()) {
      return direct;
    }
    Set<Object> both = new LinkedHashSet<>(direct);
    both.addAll(followers);
    return both;
  }

  private void link(Target target, Object referrer) {
    referrers.compute(
        target,
        (key, present) -> {
          Set<Object> keys = present == null ? ConcurrentHashMap.newKeySet(4) : present;
          keys.add(referrer);
          return keys;
        });
  }

  private void unlink(Target target, Object referrer) {
    referrers.computeIfPresent(
        target,
        (key, keys) -> {
          keys.remove(referrer);
          return keys.isEmpty() ? null : keys;
        });
  }

  private void removeKey(Object key) {
    RegisteredSchema schema = schemas.remove(key);
    if (schema == null) {
      return;
    }
    targets(schema).forEach(target -> unlink(target, key));
    if (schema.id() != null) {
      keysById.remove(schema.id(), key);
    }
    if (schema.subjectVersion() != null) {
      subjects.remove(schema.subjectVersion());
    }
    referenceCount.addAndGet(-schema.definition().references().size());
  }

  /**
   * Evicts the oldest schemas. Removed schemas are also dropped from the queue of arrivals, which
   * is thus bounded.
   */
  private void evictBeyondBounds() {
    while (schemas.size() > maxSchemas
        || arrivalCount.get() > 2 * maxSchemas
        || (referenceCount.get() > maxSchemas * REFERENCES_PER_SCHEMA && schemas.size() > 1)) {
      Object oldest = arrivals.poll();
      if (oldest == null) {
        return;
      }
      arrivalCount.decrementAndGet();
      removeKey(oldest);
    }
  }

  private @Nullable SubjectVersion versionOf(Target target) {
    Integer version =
        target.version == SchemaReference.LATEST ? subjects.newest(target.subject) : target.version;
    return version == null ? null : new SubjectVersion(target.subject, version);
  }

  private static Target targetOf(SubjectVersion at) {
    return new Target(at.subject(), at.version());
  }

  /**
   * The targets of a schema. Malformed references are skipped; {@code ReferenceResolver} reports
   * them.
   */
  private static List<Target> targets(RegisteredSchema schema) {
    List<Target> targets = new ArrayList<>(schema.definition().references().size());
    for (SchemaReference reference : schema.definition().references()) {
      boolean isMalformedName =
          reference.subject().startsWith(":.") && reference.subject().indexOf(':', 1) < 0;
      if (!isMalformedName && (reference.version() >= 1 || reference.followsLatest())) {
        Subject subject = Subject.parse(reference.subject(), schema.context());
        targets.add(new Target(subject, reference.version()));
      }
    }
    return targets;
  }

  private static Object keyOf(RegisteredSchema schema) {
    if (schema.subjectVersion() != null) {
      return schema.subjectVersion();
    }
    return schema.id() != null ? schema.id() : schema;
  }
}
