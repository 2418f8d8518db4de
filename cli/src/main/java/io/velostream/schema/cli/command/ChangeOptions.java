// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.SchemaName;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.impact.ImpactAnalysis;
import io.velostream.schema.evolution.impact.LineageFile;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport;
import io.velostream.schema.settings.ReferenceSettings;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say to what a schema changes. */
final class ChangeOptions {

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version that the subject changes to.")
  private @Nullable Integer to;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "The schema that the subject changes to, if it is no version yet.")
  private @Nullable String schema;

  @Option(
      names = "--lineage",
      paramLabel = "FILE",
      description = "A lineage report, which says what topics and clients are touched.")
  private @Nullable Path lineage;

  /**
   * The impact of the change.
   *
   * @param from the version that is left
   * @param subjects the subjects among which dependents are searched
   */
  Impact impact(SchemaSource source, SchemaName from, SubjectPattern subjects) {
    if (to != null && schema != null) {
      throw new CommandException(
          "both --to and --schema are given; "
              + from.subject().qualified()
              + " changes to one of them");
    }
    if (to == null && schema == null) {
      throw new CommandException(
          "it is not said what "
              + from.subject().qualified()
              + " changes to; give either --to VERSION or --schema FILE");
    }
    SchemaCatalog catalog = source.catalog(subjects);
    SubjectVersion at = from.in(catalog);
    ImpactAnalysis analysis =
        new ImpactAnalysis(catalog, FormatVerdicts.DEFAULT, ReferenceSettings.DEFAULT);
    LineageReport report = lineage == null ? null : LineageFile.read(lineage);
    return to != null
        ? analysis.of(at, to, report)
        : analysis.of(
            at, source.load(Objects.requireNonNull(schema)).schema().definition(), report);
  }
}
