// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.history.AuditTrail;
import io.velostream.schema.evolution.history.HistoryReader;
import io.velostream.schema.evolution.history.SubjectHistory;
import io.velostream.schema.evolution.impact.LineageFile;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.model.Subject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the versions of a subject. */
@CommandLine.Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of a subject: what changed, when, and by whom.")
final class History extends Command {

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(index = "0", paramLabel = "SUBJECT", description = "The subject.")
  private String subject = "";

  @Option(
      names = "--audit",
      paramLabel = "FILE",
      description = "An audit log, which says when and by whom versions were registered.")
  private @Nullable Path audit;

  @Option(
      names = "--lineage",
      paramLabel = "FILE",
      description = "A lineage report, which says since when versions are used.")
  private @Nullable Path lineage;

  @Option(names = "--mermaid", description = "Print a Mermaid timeline.")
  private boolean isMermaid;

  History(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try (SchemaSource schemas = source.open()) {
      Subject named = Subject.parse(subject);
      SubjectHistory history =
          new HistoryReader(
                  schemas.catalogOf(named),
                  FormatVerdicts.DEFAULT,
                  (before, after) -> SchemaComparison.of(before, after).differences(),
                  audit == null ? AuditTrail.EMPTY : AuditTrail.read(audit),
                  lineage == null ? null : LineageFile.read(lineage))
              .of(named);
      String text =
          isJson() ? history.toJson() : isMermaid ? history.toMermaid() : history.toText();
      print(text.stripTrailing());
      return ExitStatus.FINE;
    }
  }
}
