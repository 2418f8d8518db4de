// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.LoadedSchema;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.ConfigRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
   * @param report what was found
   */
  record Result(String name, String against, CompatibilityReport report) {

    ExitStatus status() {
      return Levels.status(report);
    }
  }

  /** Each version of a folder against those before it. */
  List<Result> histories(SchemaCatalog folder) {
    List<Result> results = new ArrayList<>();
    for (Subject subject : folder.subjects(SubjectPattern.ALL)) {
      List<VersionedSchema> history = history(folder, subject);
      List<CompatibilityReport> reports =
          CompatibilityChecker.checkHistory(levelOf(subject), history);
      for (int i = 0; i < history.size(); i++) {
        results.add(
            new Result(
                subject.qualified() + ":" + history.get(i).version(),
                against(subject.qualified(), reports.get(i)),
                reports.get(i)));
      }
    }
    return required(results);
  }

  /** The newest version of each subject of a folder against the versions of another one. */
  List<Result> folder(SchemaCatalog folder, SchemaCatalog before) {
    List<Result> results = new ArrayList<>();
    for (Subject subject : folder.subjects(SubjectPattern.ALL)) {
      RegisteredSchema newest = folder.requireLatest(subject);
      results.add(result(SchemaSource.load(folder, newest), subject, history(before, subject)));
    }
    return required(results);
  }

  /** The newest version of each subject of a folder against the registry. */
  List<Result> registry(SchemaCatalog folder) {
    List<Result> results = new ArrayList<>();
    for (Subject subject : folder.subjects(SubjectPattern.ALL)) {
      RegisteredSchema newest = folder.requireLatest(subject);
      results.add(
          result(
              SchemaSource.load(folder, newest),
              subject,
              history(source.catalogOf(subject), subject)));
    }
    return required(results);
  }

  private static List<Result> required(List<Result> results) {
    if (results.isEmpty()) {
      throw new CommandException(
          "the folder has no schema files; their names end in .avsc or .json");
    }
    return results;
  }

  /** A schema against all versions of a subject. */
  Result subject(LoadedSchema schema, Subject subject) {
    SchemaCatalog catalog = source.catalogOf(subject);
    var unused = catalog.requireLatest(subject);
    return result(schema, subject, history(catalog, subject));
  }

  /** A version of a subject against those before it. */
  Result earlier(LoadedSchema schema) {
    SubjectVersion at = Objects.requireNonNull(schema.schema().subjectVersion(), "version");
    List<VersionedSchema> earlier =
        history(source.catalogOf(at.subject()), at.subject()).stream()
            .filter(each -> each.version() < at.version())
            .toList();
    return result(schema, at.subject(), earlier);
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
    return new Result(schema.name(), String.join(", ", compared), report);
  }

  private Result result(LoadedSchema schema, Subject subject, List<VersionedSchema> history) {
    CompatibilityReport report =
        CompatibilityChecker.check(levelOf(subject), history, schema.resolved());
    return new Result(schema.name(), against(subject.qualified(), report), report);
  }

  private static String against(String subject, CompatibilityReport report) {
    return report.versions().isEmpty() ? subject : subject + " " + report.versions();
  }

  private static List<VersionedSchema> history(SchemaCatalog catalog, Subject subject) {
    List<VersionedSchema> history = new ArrayList<>();
    for (RegisteredSchema version : catalog.versions(subject)) {
      int number = Objects.requireNonNull(version.subjectVersion(), "version").version();
      history.add(new VersionedSchema(number, SchemaSource.load(catalog, version).resolved()));
    }
    return history;
  }

  private CompatibilityLevel levelOf(Subject subject) {
    if (level != null) {
      return level;
    }
    Connection connection = source.connection();
    return connection == null
        ? CompatibilityLevel.BACKWARD
        : Levels.of(
            connection.call(ConfigRequests.effectiveCompatibility(subject)), subject.qualified());
  }
}
