// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.graph.DependencyIndex;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A set of schemas to invalidate, with all schemas that depend on them. Built by one thread, then
 * read-only.
 */
public final class Invalidation {

  private final @Nullable Subject subject;
  private final Set<RegisteredSchema> schemas = new HashSet<>();
  private final Set<SchemaId> ids = new HashSet<>();
  private final Set<SubjectVersion> versions = new HashSet<>();

  private Invalidation(@Nullable Subject subject) {
    this.subject = subject;
  }

  /** Invalidates an id under all of its keys. */
  public static Invalidation of(SchemaId id, SchemaCache cache) {
    Invalidation invalidation = new Invalidation(null);
    invalidation.ids.add(id);
    invalidation.collect(cache, (key, schema) -> id.equals(schema.id()));
    return invalidation;
  }

  /** Invalidates one version of a subject. */
  public static Invalidation of(SubjectVersion at, SchemaCache cache) {
    Invalidation invalidation = new Invalidation(null);
    invalidation.versions.add(at);
    invalidation.collect(
        cache,
        (key, schema) ->
            at.equals(schema.subjectVersion())
                || (key instanceof SchemaKey.AtVersion known && known.subjectVersion().equals(at)));
    return invalidation;
  }

  /** Invalidates all versions of a subject, and its newest version. */
  public static Invalidation of(Subject subject, SchemaCache cache) {
    Invalidation invalidation = new Invalidation(subject);
    invalidation.collect(
        cache,
        (key, schema) ->
            subject.equals(key.subjectOrNull())
                || (schema.subjectVersion() != null
                    && schema.subjectVersion().subject().equals(subject)));
    return invalidation;
  }

  Set<SchemaId> ids() {
    return ids;
  }

  Set<RegisteredSchema> schemas() {
    return schemas;
  }

  boolean covers(SchemaKey key) {
    return (subject != null && subject.equals(key.subjectOrNull()))
        || (key instanceof SchemaKey.ById byId && ids.contains(byId.id()))
        || (key instanceof SchemaKey.AtVersion at && versions.contains(at.subjectVersion()));
  }

  boolean covers(@Nullable RegisteredSchema schema) {
    return schema != null
        && (schemas.contains(schema)
            || (schema.id() != null && ids.contains(schema.id()))
            || (schema.subjectVersion() != null && versions.contains(schema.subjectVersion())));
  }

  /** Returns whether this covers an id, or a schema without an id. */
  boolean coversIdOrSchema(Object idOrSchema) {
    return idOrSchema instanceof SchemaId id
        ? ids.contains(id)
        : idOrSchema instanceof RegisteredSchema schema && covers(schema);
  }

  /** Returns whether this covers any schema of a closure. */
  boolean covers(ResolvedSchema closure) {
    return closure.dependencies().stream()
        .map(ResolvedSchema.Dependency::subjectVersion)
        .anyMatch(at -> versions.contains(at) || at.subject().equals(subject));
  }

  /** Collects the selected schemas in memory, then the schemas that depend on them. */
  private void collect(SchemaCache cache, BiPredicate<SchemaKey, RegisteredSchema> isSelected) {
    cache
        .answerCache()
        .entries()
        .forEach(
            (key, answer) -> {
              RegisteredSchema schema = answer.schemaOrNull();
              if (schema != null && isSelected.test(key, schema)) {
                add(schema);
                if (key instanceof SchemaKey.AtVersion at) {
                  versions.add(at.subjectVersion());
                }
              }
            });
    DependencyIndex index = cache.dependencies();
    for (SubjectVersion at : Set.copyOf(versions)) {
      RegisteredSchema schema = index.schema(at);
      if (schema != null) {
        add(schema);
      }
      Collection<RegisteredSchema> dependents = index.dependents(at);
      dependents.forEach(this::add);
    }
  }

  private void add(RegisteredSchema schema) {
    schemas.add(schema);
    if (schema.id() != null) {
      ids.add(schema.id());
    }
    if (schema.subjectVersion() != null) {
      versions.add(schema.subjectVersion());
    }
  }
}
