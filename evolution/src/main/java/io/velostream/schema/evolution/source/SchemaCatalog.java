// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.graph.ReferenceResolver;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * All known versions of some subjects, held in memory. {@link RegistryCatalog} reads one from a
 * registry and {@link FolderCatalog} from a folder of schema files. Immutable and safe for use by
 * many threads.
 */
public final class SchemaCatalog {

  private static final int VERSION_NOT_FOUND = 40402;

  /** The versions by qualified subject and number. Never changed after construction. */
  private final SortedMap<String, NavigableMap<Integer, RegisteredSchema>> bySubject =
      new TreeMap<>();

  private final int size;

  private SchemaCatalog(Collection<RegisteredSchema> schemas) {
    int count = 0;
    for (RegisteredSchema schema : schemas) {
      SubjectVersion at = subjectVersion(schema);
      RegisteredSchema before =
          bySubject
              .computeIfAbsent(at.subject().qualified(), name -> new TreeMap<>())
              .put(at.version(), schema);
      count += before == null ? 1 : 0;
    }
    this.size = count;
  }

  /**
   * Creates a catalog. Of two schemas at one version, the last one is kept.
   *
   * @throws IllegalArgumentException when a schema has no subject and version
   */
  public static SchemaCatalog of(Collection<RegisteredSchema> schemas) {
    return new SchemaCatalog(schemas);
  }

  /** The subject and version of a schema of a catalog. */
  static SubjectVersion subjectVersion(RegisteredSchema schema) {
    SubjectVersion at = schema.subjectVersion();
    if (at == null) {
      throw new IllegalArgumentException(
          "a schema of a catalog needs a subject and a version, but this is " + schema);
    }
    return at;
  }

  /** A copy of this catalog in which {@code schema} is at its version. */
  public SchemaCatalog with(RegisteredSchema schema) {
    List<RegisteredSchema> all = new ArrayList<>(schemas());
    all.add(schema);
    return new SchemaCatalog(all);
  }

  /** The number of schemas. */
  public int size() {
    return size;
  }

  /** All schemas, ordered by subject and version. */
  public List<RegisteredSchema> schemas() {
    List<RegisteredSchema> all = new ArrayList<>(size);
    bySubject.values().forEach(versions -> all.addAll(versions.values()));
    return Collections.unmodifiableList(all);
  }

  /** The subjects that match, ordered by name. */
  public List<Subject> subjects(SubjectPattern pattern) {
    List<Subject> found = new ArrayList<>();
    bySubject.forEach(
        (name, versions) -> {
          Subject subject = subjectVersion(versions.firstEntry().getValue()).subject();
          if (pattern.matches(subject)) {
            found.add(subject);
          }
        });
    return Collections.unmodifiableList(found);
  }

  /** The versions of a subject in ascending order; empty if the subject is not known. */
  public List<RegisteredSchema> versions(Subject subject) {
    return List.copyOf(versionsOf(subject).values());
  }

  /** The schema at a version; null if it is not known. */
  public @Nullable RegisteredSchema find(SubjectVersion at) {
    return versionsOf(at.subject()).get(at.version());
  }

  /**
   * The schema at a version.
   *
   * @throws SchemaNotFoundException if it is not known; the message lists the versions there are
   */
  public RegisteredSchema require(SubjectVersion at) {
    RegisteredSchema schema = find(at);
    if (schema == null) {
      throw notFound(at.subject(), at.toString());
    }
    return schema;
  }

  /**
   * The newest version of a subject.
   *
   * @throws SchemaNotFoundException if the subject is not known
   */
  public RegisteredSchema requireLatest(Subject subject) {
    RegisteredSchema schema = latest(subject);
    if (schema == null) {
      throw notFound(subject, subject.toString());
    }
    return schema;
  }

  /** The newest version of a subject; null if the subject is not known. */
  public @Nullable RegisteredSchema latest(Subject subject) {
    Map.Entry<Integer, RegisteredSchema> newest = versionsOf(subject).lastEntry();
    return newest == null ? null : newest.getValue();
  }

  /**
   * The target of a reference.
   *
   * @param referrer the schema that has the reference; a plain subject belongs to its context
   * @return null if the target is not known or the reference is malformed
   */
  public @Nullable RegisteredSchema target(RegisteredSchema referrer, SchemaReference reference) {
    Subject subject;
    try {
      subject = Subject.parse(reference.subject(), referrer.context());
    } catch (IllegalArgumentException e) {
      return null;
    }
    return find(subject, reference.version());
  }

  /** The references among the schemas of this catalog. Computed by each call. */
  public DependencyGraph graph() {
    return DependencyGraph.of(this);
  }

  /**
   * Resolves the references of a schema within this catalog.
   *
   * @param limits the limits of depth and size
   * @throws InvalidReferenceException with the path, when a target is missing, references form a
   *     cycle, one name has two targets, or the closure is beyond the limits
   */
  public ResolvedSchema resolve(RegisteredSchema schema, ReferenceSettings limits) {
    return resolve(schema, limits, this::find);
  }

  /** Finds a version of a subject; the version may be {@link SchemaReference#LATEST}. */
  @FunctionalInterface
  public interface Lookup {

    /** The schema; null if there is none. */
    @Nullable RegisteredSchema find(Subject subject, int version);
  }

  /**
   * Resolves the references of a schema, where some targets are other ones than in a catalog.
   *
   * @param lookup finds the targets
   * @throws InvalidReferenceException as {@link #resolve(RegisteredSchema, ReferenceSettings)}
   */
  public static ResolvedSchema resolve(
      RegisteredSchema schema, ReferenceSettings limits, Lookup lookup) {
    ReferenceResolver resolver =
        new ReferenceResolver((subject, version) -> answer(lookup, subject, version), limits);
    try {
      return resolver.resolve(schema).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SchemaException cause ? cause : e;
    }
  }

  /** The schema at a version, which may be {@link SchemaReference#LATEST}; null if not known. */
  public @Nullable RegisteredSchema find(Subject subject, int version) {
    return version == SchemaReference.LATEST ? latest(subject) : versionsOf(subject).get(version);
  }

  private static CompletableFuture<RegisteredSchema> answer(
      Lookup lookup, Subject subject, int version) {
    RegisteredSchema found = lookup.find(subject, version);
    return found != null
        ? CompletableFuture.completedFuture(found)
        : CompletableFuture.failedFuture(
            new SchemaNotFoundException(
                subject
                    + (version == SchemaReference.LATEST ? "" : ":" + version)
                    + " is not known",
                VERSION_NOT_FOUND,
                null));
  }

  private SchemaNotFoundException notFound(Subject subject, String wanted) {
    NavigableMap<Integer, RegisteredSchema> versions = versionsOf(subject);
    return new SchemaNotFoundException(
        wanted
            + " is not known; "
            + (versions.isEmpty()
                ? "there is no version of this subject; check the name and where schemas are read"
                    + " from"
                : "the versions of this subject are " + versions.keySet()),
        VERSION_NOT_FOUND,
        null);
  }

  private NavigableMap<Integer, RegisteredSchema> versionsOf(Subject subject) {
    NavigableMap<Integer, RegisteredSchema> versions = bySubject.get(subject.qualified());
    return versions == null ? Collections.emptyNavigableMap() : versions;
  }
}
