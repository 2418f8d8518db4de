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
 * What is no longer to be believed: some schemas, and all that depend on them. Made by one thread,
 * then only read.
 */
public final class Invalidation {

  private final @Nullable Subject subject;
  private final Set<RegisteredSchema> schemas = new HashSet<>();
  private final Set<SchemaId> ids = new HashSet<>();
  private final Set<SubjectVersion> versions = new HashSet<>();

  private Invalidation(@Nullable Subject subject) {
    this.subject = subject;
  }

  /** One id, wherever it stands. */
  public static Invalidation of(SchemaId id, SchemaCache cache) {
    Invalidation gone = new Invalidation(null);
    gone.ids.add(id);
    gone.collect(cache, (key, schema) -> id.equals(schema.id()));
    return gone;
  }

  /** One version of a subject. */
  public static Invalidation of(SubjectVersion at, SchemaCache cache) {
    Invalidation gone = new Invalidation(null);
    gone.versions.add(at);
    gone.collect(
        cache,
        (key, schema) ->
            at.equals(schema.subjectVersion())
                || (key instanceof SchemaKey.AtVersion known && known.subjectVersion().equals(at)));
    return gone;
  }

  /** All versions of a subject, and which of them is the newest. */
  public static Invalidation of(Subject subject, SchemaCache cache) {
    Invalidation gone = new Invalidation(subject);
    gone.collect(
        cache,
        (key, schema) ->
            subject.equals(key.subjectOrNull())
                || (schema.subjectVersion() != null
                    && schema.subjectVersion().subject().equals(subject)));
    return gone;
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

  /** Whether a schema is covered that is known by this: its id, or itself where it has none. */
  boolean coversIdentity(Object identity) {
    return identity instanceof SchemaId id
        ? ids.contains(id)
        : identity instanceof RegisteredSchema schema && covers(schema);
  }

  /** Whether a closure holds anything that is covered. */
  boolean covers(ResolvedSchema closure) {
    return closure.dependencies().stream()
        .map(ResolvedSchema.Dependency::subjectVersion)
        .anyMatch(at -> versions.contains(at) || at.subject().equals(subject));
  }

  /** The schemas in memory that are meant, then those that depend on them. */
  private void collect(SchemaCache cache, BiPredicate<SchemaKey, RegisteredSchema> isMeant) {
    cache
        .main()
        .entries()
        .forEach(
            (key, answer) -> {
              RegisteredSchema schema = answer.schemaOrNull();
              if (schema != null && isMeant.test(key, schema)) {
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
