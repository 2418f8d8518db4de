// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.source.FileCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.maven.element.ElementNames;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schema files of a build, sorted so that each one comes after those that it refers to.
 * References are those that the POM gives for a subject, or else those that are found in the text
 * among the files. Immutable.
 */
final class LocalSchemas {

  /** The version of the schemas of the files themselves, while references are resolved. */
  private static final int FILE = Integer.MAX_VALUE;

  private final Map<Subject, LocalSchema> schemas = new LinkedHashMap<>();

  private LocalSchemas() {}

  /**
   * Reads files. The keys of all maps are names of elements, as {@link ElementNames} explains.
   *
   * @param base where relative paths start
   * @param paths {@code <subjects>}: the path of each subject
   * @param types {@code <schemaTypes>}
   * @param references {@code <references>}
   * @throws IllegalArgumentException when an element is missing or wrong
   * @throws io.velostream.schema.model.SchemaException when a file is not JSON, a target of a
   *     reference is missing, or references form a cycle
   * @throws java.io.UncheckedIOException when a file cannot be read
   */
  static LocalSchemas read(
      Path base,
      Map<String, String> paths,
      Map<String, String> types,
      Map<String, List<Reference>> references) {
    Map<Subject, Path> files = new LinkedHashMap<>();
    paths.forEach(
        (name, path) -> files.put(subject(name), base.resolve(required(path, name)).normalize()));
    Map<Subject, List<LocalSchema.Target>> declaredTargets = new LinkedHashMap<>();
    references.forEach(
        (name, each) -> declaredTargets.put(subject(name), targets(subject(name), each)));
    Map<Subject, String> languages = new LinkedHashMap<>();
    types.forEach((name, type) -> languages.put(subject(name), type));

    List<FileCatalog.Source> sources = new ArrayList<>();
    files.forEach(
        (subject, file) ->
            sources.add(
                new FileCatalog.Source(
                    new SubjectVersion(subject, 1),
                    SchemaTypes.of(file, languages.get(subject), subject.qualified()),
                    file,
                    ordering(declaredTargets.get(subject), files))));
    SchemaCatalog catalog = FileCatalog.read(base, sources);
    LocalSchemas read = new LocalSchemas();
    for (SubjectVersion at : catalog.graph().dependenciesFirst()) {
      RegisteredSchema schema = catalog.require(at);
      Path file = Objects.requireNonNull(files.get(at.subject()));
      List<LocalSchema.Target> targets =
          Objects.requireNonNullElseGet(declaredTargets.get(at.subject()), () -> found(schema));
      read.schemas.put(
          at.subject(),
          new LocalSchema(
              at.subject(),
              schema.definition().type(),
              file.startsWith(base) ? base.relativize(file) : file,
              schema.definition().text(),
              targets));
    }
    return read;
  }

  private static Subject subject(String name) {
    return Subject.parse(ElementNames.decoded(name));
  }

  private static String required(@Nullable String path, String name) {
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException(
          "the element <" + name + "> is empty; it must be the path of a schema file");
    }
    return path.strip();
  }

  private static List<LocalSchema.Target> targets(Subject referrer, List<Reference> references) {
    List<LocalSchema.Target> targets = new ArrayList<>();
    for (Reference each : references) {
      targets.add(
          new LocalSchema.Target(
              each.name(),
              Subject.parse(each.subject(), referrer.context()),
              version(referrer, each.version())));
    }
    return targets;
  }

  private static @Nullable Integer version(Subject referrer, @Nullable String version) {
    if (version == null) {
      return null;
    }
    if (version.equals("latest") || version.equals("-1")) {
      return SchemaReference.LATEST;
    }
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "the <version> of a <reference> of "
              + referrer
              + " is '"
              + version
              + "'; it is a number from 1, or 'latest'");
    }
    return Integer.valueOf(version);
  }

  /** References for the order only: all to files lead to version 1; null if none were given. */
  private static @Nullable List<SchemaReference> ordering(
      @Nullable List<LocalSchema.Target> declaredTargets, Map<Subject, Path> files) {
    return declaredTargets == null
        ? null
        : declaredTargets.stream()
            .map(
                each ->
                    new SchemaReference(
                        each.name(),
                        each.subject().qualified(),
                        files.containsKey(each.subject()) ? 1 : SchemaReference.LATEST))
            .toList();
  }

  private static List<LocalSchema.Target> found(RegisteredSchema schema) {
    return schema.definition().references().stream()
        .map(
            each ->
                new LocalSchema.Target(
                    each.name(), Subject.parse(each.subject(), schema.context()), null))
        .toList();
  }

  /** All schemas, each after those that it refers to. */
  List<LocalSchema> inOrder() {
    return List.copyOf(schemas.values());
  }

  /** Whether there is a file of a subject. */
  boolean contains(Subject subject) {
    return schemas.containsKey(subject);
  }

  /**
   * Resolves the references of a file. One without a version leads to the file of its subject, if
   * there is one. Another one leads to the registry, or, if it is not there, to the file.
   *
   * @param registry what a registry has; one that finds nothing, if there is none
   * @throws io.velostream.schema.model.InvalidReferenceException when a target is not found
   */
  ResolvedSchema resolve(LocalSchema schema, SchemaCatalog.Lookup registry) {
    return SchemaCatalog.resolve(
        placed(schema),
        ReferenceSettings.DEFAULT,
        (subject, version) -> {
          RegisteredSchema found = version == FILE ? null : registry.find(subject, version);
          LocalSchema local = schemas.get(subject);
          return found != null || local == null ? found : placed(local);
        });
  }

  private RegisteredSchema placed(LocalSchema schema) {
    return new RegisteredSchema(
        schema.subject().context(),
        null,
        null,
        new SubjectVersion(schema.subject(), FILE),
        schema.definition(subject -> contains(subject) ? FILE : SchemaReference.LATEST));
  }
}
