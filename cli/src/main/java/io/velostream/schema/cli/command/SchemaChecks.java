// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.LoadedSchema;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.source.FolderContent;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks of the command {@code check}. */
final class SchemaChecks {

  private final SchemaSource source;
  private final @Nullable CompatibilityLevel level;

  /**
   * Creates the checks.
   *
   * @param level the level that was given; null for that of each subject
   */
  SchemaChecks(SchemaSource source, @Nullable CompatibilityLevel level) {
    this.source = source;
    this.level = level;
  }

  /**
   * A check of one schema.
   *
   * @param name the schema
   * @param against the subject or the schemas that it was compared with
   * @param hasEarlier whether there are earlier versions, which the level may not compare
   * @param report what was found; null if the schema could not be checked
   * @param fault why it could not; null if it could
   */
  record Result(
      String name,
      String against,
      boolean hasEarlier,
      @Nullable CompatibilityReport report,
      @Nullable String fault) {

    ExitStatus status() {
      return report == null ? ExitStatus.CANNOT_TELL : Levels.status(report);
    }
  }

  /** Each version of a folder against those before it. */
  List<Result> histories(FolderContent folder) {
    return required(
        folder.versions(), at -> compare(folder, at, earlier(folder, at, at.version())));
  }

  /** The newest version of each subject of a folder against the versions of another one. */
  List<Result> folder(FolderContent folder, FolderContent before) {
    return required(
        folder.newestVersions(), at -> compare(folder, at, earlier(before, at, Integer.MAX_VALUE)));
  }

  /** The newest version of each subject of a folder against the registry. */
  List<Result> registry(FolderContent folder) {
    return required(
        folder.newestVersions(),
        at -> {
          SchemaCatalog catalog = source.catalogOf(at.subject());
          return compare(folder, at, history(catalog, at.subject()));
        });
  }

  private static List<Result> required(
      List<SubjectVersion> schemas, Function<SubjectVersion, Result> check) {
    if (schemas.isEmpty()) {
      throw new CommandException(
          "the folder has no schema files; their names end in .avsc or .json");
    }
    return schemas.stream().map(check).toList();
  }

  /** Checks a version of a folder; one that cannot be checked does not end the others' checks. */
  private Result compare(FolderContent folder, SubjectVersion at, List<Earlier> history) {
    CompatibilityLevel required = levelOf(at.subject());
    String name = at.subject().qualified() + ":" + at.version();
    try {
      return result(SchemaSource.loadValid(folder, at), at.subject(), required, history);
    } catch (InvalidSchemaException | InvalidReferenceException e) {
      return new Result(
          name, at.subject().qualified(), !history.isEmpty(), null, String.valueOf(e.getMessage()));
    }
  }

  /**
   * An earlier version, which is read if the level compares it.
   *
   * @param version the number
   * @param schema reads it, as leniently as serializers do
   */
  private record Earlier(int version, Supplier<ResolvedSchema> schema) {

    VersionedSchema read() {
      return new VersionedSchema(version, schema.get());
    }
  }

  private static List<Earlier> earlier(FolderContent folder, SubjectVersion at, int below) {
    return folder.versions(at.subject()).stream()
        .filter(each -> each.version() < below)
        .map(
            each ->
                new Earlier(
                    each.version(),
                    () -> folder.resolve(folder.require(each.subject(), each.version()))))
        .toList();
  }

  /** A schema against all versions of a subject. */
  Result subject(LoadedSchema schema, Subject subject) {
    SchemaCatalog catalog = source.catalogOf(subject);
    var unused = catalog.requireLatest(subject);
    return result(schema, subject, levelOf(subject), history(catalog, subject));
  }

  /** A version of a subject against those before it. */
  Result earlier(LoadedSchema schema) {
    SubjectVersion at = Objects.requireNonNull(schema.schema().subjectVersion(), "version");
    List<Earlier> earlier =
        history(source.catalogOf(at.subject()), at.subject()).stream()
            .filter(each -> each.version() < at.version())
            .toList();
    return result(schema, at.subject(), levelOf(at.subject()), earlier);
  }

  /** A schema against others, oldest first. */
  Result schemas(LoadedSchema schema, List<String> older) {
    List<VersionedSchema> history = new ArrayList<>();
    for (String each : older) {
      history.add(new VersionedSchema(history.size() + 1, source.load(each).resolved()));
    }
    CompatibilityReport report =
        CompatibilityChecker.check(
            level == null ? CompatibilityLevel.BACKWARD : level, history, schema.resolved());
    List<String> compared = report.versions().stream().map(each -> older.get(each - 1)).toList();
    return new Result(schema.name(), String.join(", ", compared), true, report, null);
  }

  private static Result result(
      LoadedSchema schema, Subject subject, CompatibilityLevel required, List<Earlier> history) {
    int first =
        required == CompatibilityLevel.NONE
            ? history.size()
            : required.isTransitive() ? 0 : Math.max(0, history.size() - 1);
    List<VersionedSchema> compared =
        history.subList(first, history.size()).stream().map(Earlier::read).toList();
    CompatibilityReport report = CompatibilityChecker.check(required, compared, schema.resolved());
    String name = subject.qualified();
    String against = report.versions().isEmpty() ? name : name + " " + report.versions();
    return new Result(schema.name(), against, !history.isEmpty(), report, null);
  }

  private static List<Earlier> history(SchemaCatalog catalog, Subject subject) {
    List<Earlier> history = new ArrayList<>();
    for (RegisteredSchema version : catalog.versions(subject)) {
      int number = Objects.requireNonNull(version.subjectVersion(), "version").version();
      history.add(new Earlier(number, () -> SchemaSource.load(catalog, version).resolved()));
    }
    return history;
  }

  private CompatibilityLevel levelOf(Subject subject) {
    return Levels.of(source, level, subject);
  }
}
