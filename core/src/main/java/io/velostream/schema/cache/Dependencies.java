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
public final class Dependencies {

  private final AnswerCache main;
  private final DependencyIndex index;
  private final Trust trust;

  Dependencies(AnswerCache main, DependencyIndex index, Trust trust) {
    this.main = main;
    this.index = index;
    this.trust = trust;
  }

  /**
   * Refuses, with an answer, every other answer that names the same schema, and the contents that
   * refer to it, directly and through others.
   *
   * @param schema what the answer was, or what the registry says instead
   */
  void refuse(RegisteredSchema schema, SchemaIdentityException refusal, long nowNanos) {
    Set<SubjectVersion> versions = versions(schema, refusal);
    Set<Object> dependents = new HashSet<>();
    for (SubjectVersion at : versions) {
      index.dependents(at).forEach(dependent -> dependents.add(identity(dependent)));
    }
    for (Map.Entry<SchemaKey, CacheEntry> entry : main.entries().entrySet()) {
      RegisteredSchema known = entry.getValue().schemaOrNull();
      SchemaKey key = entry.getKey();
      if (known != null
          && trust.refusal(key) == null
          && (isSame(known, versions, refusal)
              || (key.isByContent() && dependents.contains(identity(known))))) {
        trust.refuse(key, refusal, nowNanos);
      }
    }
  }

  /** What a content refers to that was refused; each as the key that it is asked for by. */
  List<SchemaKey> refused(SchemaKey key, RegisteredSchema schema) {
    if (trust.isEmpty() || schema.definition().references().isEmpty()) {
      return List.of();
    }
    List<SchemaKey> refused = new ArrayList<>();
    for (SubjectVersion at : index.dependencies(schema)) {
      SchemaKey dependency = new SchemaKey.AtVersion(at);
      if (!dependency.equals(key) && trust.refusal(dependency) != null) {
        refused.add(dependency);
      }
    }
    return refused;
  }

  /** What the schemas refer to, directly and through others. */
  public static Set<SchemaKey> of(Collection<RegisteredSchema> schemas, DependencyIndex index) {
    Set<SchemaKey> keys = new LinkedHashSet<>();
    for (RegisteredSchema schema : schemas) {
      if (!schema.definition().references().isEmpty()) {
        index.dependencies(schema).forEach(at -> keys.add(new SchemaKey.AtVersion(at)));
      }
    }
    return keys;
  }

  /** All versions that the schema stands at. */
  private Set<SubjectVersion> versions(RegisteredSchema schema, SchemaIdentityException refusal) {
    Set<SubjectVersion> versions = new HashSet<>();
    if (schema.subjectVersion() != null) {
      versions.add(schema.subjectVersion());
    }
    for (CacheEntry answer : main.entries().values()) {
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

  private static Object identity(RegisteredSchema schema) {
    return schema.id() != null
        ? schema.id()
        : Objects.requireNonNullElse(schema.subjectVersion(), schema);
  }
}
