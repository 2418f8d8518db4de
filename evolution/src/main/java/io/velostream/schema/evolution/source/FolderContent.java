// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a folder of schema files holds: the schemas that can be read, and the faults of the others,
 * so that one bad file does not stand in the way of the rest. Immutable and safe for use by many
 * threads.
 */
public final class FolderContent {

  private final SchemaCatalog catalog;
  private final Map<SubjectVersion, Path> files;
  private final Map<SubjectVersion, Fault> faults;
  private final List<SubjectVersion> versions;
  private final Map<Subject, List<SubjectVersion>> bySubject;

  /**
   * Why a file cannot be read as a schema.
   *
   * @param at the subject and version that its place in the folder says
   * @param file the file
   * @param cause the reason, whose message names the file
   */
  public record Fault(SubjectVersion at, Path file, SchemaException cause) {

    /** The reason as a sentence that names the file. */
    public String sentence() {
      return String.valueOf(cause.getMessage());
    }
  }

  FolderContent(
      SchemaCatalog catalog, Map<SubjectVersion, Path> files, Map<SubjectVersion, Fault> faults) {
    this.catalog = catalog;
    this.files = new LinkedHashMap<>(files);
    this.faults = new LinkedHashMap<>(faults);
    Map<String, SubjectVersion> sorted = new TreeMap<>();
    files.keySet().forEach(at -> sorted.put(sortable(at), at));
    faults.keySet().forEach(at -> sorted.put(sortable(at), at));
    this.versions = List.copyOf(sorted.values());
    this.bySubject = new LinkedHashMap<>();
    versions.forEach(
        at -> bySubject.computeIfAbsent(at.subject(), key -> new ArrayList<>()).add(at));
  }

  /**
   * The schemas that can be read. Their references may form cycles, and may lead to schemas that
   * are not here.
   */
  public SchemaCatalog catalog() {
    return catalog;
  }

  /** The files that are no schemas, or whose references are not found, in the order of reading. */
  public List<Fault> faults() {
    return List.copyOf(faults.values());
  }

  /** Subjects and versions of all files, of those with faults too, by subject and version. */
  public List<SubjectVersion> versions() {
    return versions;
  }

  /** The versions of a subject, of files with faults too, in ascending order. */
  public List<SubjectVersion> versions(Subject subject) {
    return List.copyOf(bySubject.getOrDefault(subject, List.of()));
  }

  private static String sortable(SubjectVersion at) {
    return at.subject().qualified() + " " + "%09d".formatted(at.version());
  }

  /** The newest version of each subject, of those with faults too, ordered by subject. */
  public List<SubjectVersion> newestVersions() {
    return bySubject.values().stream().map(each -> each.get(each.size() - 1)).toList();
  }

  /** The file of a version; null if there is none. */
  public @Nullable Path file(SubjectVersion at) {
    return files.get(at);
  }

  /** Subject and version of a file; null if the folder does not have it. */
  public @Nullable SubjectVersion at(Path file) {
    Path wanted = file.toAbsolutePath().normalize();
    for (Map.Entry<SubjectVersion, Path> each : files.entrySet()) {
      if (each.getValue().toAbsolutePath().normalize().equals(wanted)) {
        return each.getKey();
      }
    }
    return null;
  }

  /**
   * The schema at a version.
   *
   * @param version the version, or {@link SchemaReference#LATEST}
   * @throws SchemaException if its file has a fault, or there is none; if the newest version is
   *     meant, and its file has a fault, too
   */
  public RegisteredSchema require(Subject subject, int version) {
    Fault fault =
        version == SchemaReference.LATEST ? faultAfter(subject, 0) : fault(subject, version);
    RegisteredSchema found = catalog.find(subject, version);
    if (fault != null
        && (found == null
            || fault.at().version() > SchemaCatalog.subjectVersion(found).version())) {
      throw fault.cause();
    }
    return version == SchemaReference.LATEST
        ? catalog.requireLatest(subject)
        : catalog.require(new SubjectVersion(subject, version));
  }

  private @Nullable Fault fault(Subject subject, int version) {
    return faults.get(new SubjectVersion(subject, version));
  }

  /** The fault of the newest of the versions after one; null if these have no faults. */
  private @Nullable Fault faultAfter(Subject subject, int version) {
    Fault newest = null;
    for (Fault each : faults.values()) {
      if (each.at().subject().equals(subject)
          && each.at().version() > version
          && (newest == null || each.at().version() > newest.at().version())) {
        newest = each;
      }
    }
    return newest;
  }

  /**
   * Resolves the references of a schema within this folder.
   *
   * @throws SchemaException if a schema that it refers to has a fault, or is missing, or references
   *     form a cycle; the message names the file of the schema
   */
  public ResolvedSchema resolve(RegisteredSchema schema) {
    SubjectVersion at = SchemaCatalog.subjectVersion(schema);
    ResolvedSchema resolved;
    try {
      resolved = SchemaCatalog.resolve(schema, ReferenceSettings.DEFAULT, this::target);
    } catch (InvalidReferenceException e) {
      throw new InvalidReferenceException(
          e.reason(), e.path(), files.get(at) + ": " + e.getMessage(), e);
    } catch (InvalidSchemaException e) {
      throw new InvalidSchemaException(
          files.get(at) + " refers to a file that is not valid: " + e.getMessage(), e);
    }
    requireNewest(at, resolved);
    return resolved;
  }

  private @Nullable RegisteredSchema target(Subject subject, int version) {
    boolean hasFault =
        version == SchemaReference.LATEST
            ? faultAfter(subject, 0) != null
            : fault(subject, version) != null;
    return hasFault ? require(subject, version) : catalog.find(subject, version);
  }

  /** References that are found lead to the newest version, which must not be one with a fault. */
  private void requireNewest(SubjectVersion at, ResolvedSchema resolved) {
    Path file = files.get(at);
    if (faults.isEmpty() || (file != null && Files.exists(FolderCatalog.referencesFile(file)))) {
      return;
    }
    Set<SubjectVersion> used =
        Set.copyOf(resolved.dependencies().stream().map(Dependency::subjectVersion).toList());
    for (SubjectVersion each : used) {
      Fault newer = faultAfter(each.subject(), each.version());
      if (newer != null) {
        throw new InvalidSchemaException(
            file + " refers to " + each.subject() + ", and " + newer.sentence(), newer.cause());
      }
    }
  }
}
