// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.AnswerCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.graph.DependencyIndex;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the cached answers that depend on a schema, since they become provisional together with it.
 * Safe for use by many threads.
 */
public final class DependentAnswers {

  private final AnswerCache answerCache;
  private final DependencyIndex index;
  private final ProvisionalAnswers provisional;

  DependentAnswers(AnswerCache main, DependencyIndex index, ProvisionalAnswers trust) {
    this.answerCache = main;
    this.index = index;
    this.provisional = trust;
  }

  /**
   * Refuses every other answer with the same schema, and every answer by content whose schema
   * refers to it, directly or transitively.
   *
   * @param schema the cached schema, or the one that the registry returned instead
   */
  void refuseDependents(RegisteredSchema schema, SchemaIdentityException refusal, long nowNanos) {
    Set<SubjectVersion> versions = versions(schema, refusal);
    Set<Object> dependents = new HashSet<>();
    for (SubjectVersion at : versions) {
      index.dependents(at).forEach(dependent -> dependents.add(idOf(dependent)));
    }
    for (Map.Entry<SchemaKey, CacheEntry> entry : answerCache.entries().entrySet()) {
      RegisteredSchema known = entry.getValue().schemaOrNull();
      SchemaKey key = entry.getKey();
      if (known != null
          && provisional.refusal(key) == null
          && (isSame(known, versions, refusal)
              || (key.isByContent() && dependents.contains(idOf(known))))) {
        provisional.refuse(key, refusal, nowNanos);
      }
    }
  }

  /** Returns the keys of refused answers that a schema refers to, directly or transitively. */
  List<SchemaKey> refusedDependencies(SchemaKey key, RegisteredSchema schema) {
    if (provisional.isEmpty() || schema.definition().references().isEmpty()) {
      return List.of();
    }
    List<SchemaKey> refused = new ArrayList<>();
    for (SubjectVersion at : index.dependencies(schema)) {
      SchemaKey dependency = new SchemaKey.AtVersion(at);
      if (!dependency.equals(key) && provisional.refusal(dependency) != null) {
        refused.add(dependency);
      }
    }
    return refused;
  }

  /** Returns the keys of all schemas that these schemas refer to, directly or transitively. */
  public static Set<SchemaKey> dependencyKeys(
      Collection<RegisteredSchema> schemas, DependencyIndex index) {
    Set<SchemaKey> keys = new LinkedHashSet<>();
    for (RegisteredSchema schema : schemas) {
      if (!schema.definition().references().isEmpty()) {
        index.dependencies(schema).forEach(at -> keys.add(new SchemaKey.AtVersion(at)));
      }
    }
    return keys;
  }

  /** Returns all versions that have this schema. */
  private Set<SubjectVersion> versions(RegisteredSchema schema, SchemaIdentityException refusal) {
    Set<SubjectVersion> versions = new HashSet<>();
    if (schema.subjectVersion() != null) {
      versions.add(schema.subjectVersion());
    }
    for (CacheEntry answer : answerCache.entries().values()) {
      RegisteredSchema known = answer.schemaOrNull();
      if (known != null && known.subjectVersion() != null && refusal.id().equals(known.id())) {
        versions.add(known.subjectVersion());
      }
    }
    return versions;
  }

  private static boolean isSame(
      RegisteredSchema known, Set<SubjectVersion> versions, SchemaIdentityException refusal) {
    return refusal.id().equals(known.id())
        || (known.subjectVersion() != null && versions.contains(known.subjectVersion()));
  }

  private static Object idOf(RegisteredSchema schema) {
    return schema.id() != null
        ? schema.id()
        : Objects.requireNonNullElse(schema.subjectVersion(), schema);
  }
}
