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
 * Which schema refers to which, among the schemas that have been seen. Makes no call: it knows what
 * it was told. Bounded: the schemas that came first are forgotten first. Safe for use by many
 * threads, without a lock; an answer given while schemas arrive may have some of them.
 */
public final class DependencyIndex {

  /** A bound on references too, since one schema may have many. */
  private static final int REFERENCES_PER_SCHEMA = 16;

  private final long maxSchemas;
  private final ConcurrentMap<Object, RegisteredSchema> schemas = new ConcurrentHashMap<>();
  private final ConcurrentMap<SchemaId, Object> keysById = new ConcurrentHashMap<>();
  private final ConcurrentMap<Target, Set<Object>> referrers = new ConcurrentHashMap<>();
  private final SubjectIndex subjects = new SubjectIndex();
  private final Queue<Object> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicLong referenceCount = new AtomicLong();
  private final AtomicLong arrivalCount = new AtomicLong();

  /** An empty index of at most so many schemas. */
  public DependencyIndex(int maxSchemas) {
    this.maxSchemas = maxSchemas;
  }

  /** What a reference leads to; {@code version} may be {@link SchemaReference#LATEST}. */
  private record Target(Subject subject, int version) {}

  /** Takes in a schema that has arrived. One that is here already changes nothing. */
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
    forgetBeyondBounds();
  }

  /** Forgets a schema. */
  public void remove(RegisteredSchema schema) {
    removeKey(keyOf(schema));
  }

  /** Forgets all schemas. */
  public void clear() {
    schemas.keySet().forEach(this::removeKey);
    arrivals.clear();
    arrivalCount.set(0);
  }

  /** How many schemas are known. */
  public int size() {
    return schemas.size();
  }

  /**
   * What a schema refers to, directly and through others, as far as that has been seen.
   *
   * @return nearest first; a reference that follows the newest version stands as the newest one
   *     seen, and is left out when none was
   */
  public Set<SubjectVersion> dependencies(RegisteredSchema schema) {
    Set<SubjectVersion> found = new LinkedHashSet<>();
    Deque<RegisteredSchema> waiting = new ArrayDeque<>(List.of(schema));
    for (RegisteredSchema next = waiting.poll(); next != null; next = waiting.poll()) {
      for (Target target : targets(next)) {
        SubjectVersion at = numbered(target);
        if (at != null && found.add(at)) {
          RegisteredSchema seen = schemas.get(at);
          if (seen != null) {
            waiting.add(seen);
          }
        }
      }
    }
    return Collections.unmodifiableSet(found);
  }

  /**
   * Who refers to this version, directly and through others.
   *
   * @return nearest first. Those that follow the newest version of a subject count as referring to
   *     the newest one seen
   */
  public Collection<RegisteredSchema> dependents(SubjectVersion subjectVersion) {
    Map<Object, RegisteredSchema> found = new LinkedHashMap<>();
    Deque<SubjectVersion> waiting = new ArrayDeque<>(List.of(subjectVersion));
    for (SubjectVersion next = waiting.poll(); next != null; next = waiting.poll()) {
      for (Object key : referrersOf(next)) {
        RegisteredSchema referrer = schemas.get(key);
        if (referrer != null && found.putIfAbsent(key, referrer) == null) {
          SubjectVersion at = referrer.subjectVersion();
          if (at != null) {
            waiting.add(at);
          }
        }
      }
    }
    return Collections.unmodifiableCollection(found.values());
  }

  /** The schema at this version, if it has been seen; else null. */
  public @Nullable RegisteredSchema schema(SubjectVersion subjectVersion) {
    return schemas.get(subjectVersion);
  }

  /**
   * The versions of the subjects that match, in the order of their names.
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

  /** Also lets go of arrivals that were removed meanwhile, so that their queue is bounded too. */
  private void forgetBeyondBounds() {
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

  private @Nullable SubjectVersion numbered(Target target) {
    Integer version =
        target.version == SchemaReference.LATEST ? subjects.newest(target.subject) : target.version;
    return version == null ? null : new SubjectVersion(target.subject, version);
  }

  private static Target targetOf(SubjectVersion at) {
    return new Target(at.subject(), at.version());
  }

  /** Malformed references lead nowhere; the walk refuses them when the schema is resolved. */
  private static List<Target> targets(RegisteredSchema schema) {
    List<Target> targets = new ArrayList<>(schema.definition().references().size());
    for (SchemaReference reference : schema.definition().references()) {
      boolean isQualifiedBadly =
          reference.subject().startsWith(":.") && reference.subject().indexOf(':', 1) < 0;
      if (!isQualifiedBadly && (reference.version() >= 1 || reference.followsLatest())) {
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
