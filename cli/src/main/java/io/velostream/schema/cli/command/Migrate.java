// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.migration.RegistryMigration;
import io.velostream.schema.cli.migration.RegistryMigration.Copy;
import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.RegistryOptions;
import io.velostream.schema.cli.source.TargetOptions;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Table;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies subjects from one registry to another. */
@CommandLine.Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Copies subjects, with all that they refer to, from one registry to another. Ids, versions",
      "and references stay the same, so that records need no change. Each subject is switched to",
      "import mode, and back. What the target has already is left as it is; if it has another",
      "schema at a version or id, nothing is written. At the end all is read back and compared."
    })
final class Migrate extends Command {

  @Mixin private RegistryOptions from = new RegistryOptions();

  @Mixin private TargetOptions to = new TargetOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "The subjects, with * and ?. Default: all.")
  private String pattern = "*";

  @Option(names = "--dry-run", description = "Say what would be copied, and write nothing.")
  private boolean isDryRun;

  Migrate(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try (Connection source = from.open();
        Connection target = to.open()) {
      RegistryMigration migration = new RegistryMigration(source, target);
      List<Copy> copies = migration.compare(new SubjectPattern(pattern));
      boolean isConflict = copies.stream().anyMatch(each -> each.conflict() != null);
      boolean isWritten = !isConflict && !isDryRun;
      if (isWritten) {
        migration.copy(copies);
        migration.verify(copies);
      }
      show(copies, isWritten);
      for (SubjectVersion each : migration.left()) {
        terminal()
            .warn(
                each + " is not copied, because it is part of a cycle of references, or needs one");
      }
      if (isConflict) {
        return ExitStatus.INCOMPATIBLE;
      }
      return migration.left().isEmpty() ? ExitStatus.FINE : ExitStatus.CANNOT_TELL;
    }
  }

  private void show(List<Copy> copies, boolean isWritten) {
    long missing = copies.stream().filter(Copy::isMissing).count();
    long conflicts = copies.stream().filter(each -> each.conflict() != null).count();
    if (isJson()) {
      ObjectNode result = Json.object();
      result.put("copied", isWritten ? missing : 0);
      result.put("unchanged", copies.size() - missing - conflicts);
      result.put("conflicts", conflicts);
      result.put("verified", isWritten ? copies.size() : 0);
      ArrayNode list = result.putArray("schemas");
      for (Copy copy : copies) {
        ObjectNode object = list.addObject();
        object.put("subject", copy.at().subject().qualified());
        object.put("version", copy.at().version());
        object.put("id", copy.id().value());
        object.put("action", action(copy, isWritten));
        object.put("conflict", copy.conflict());
      }
      print(result);
      return;
    }
    Table table = new Table(terminal(), "SUBJECT", "VERSION", "ID", "ACTION");
    copies.forEach(
        each ->
            table.row(
                each.at().subject().qualified(),
                String.valueOf(each.at().version()),
                String.valueOf(each.id().value()),
                each.conflict() == null ? action(each, isWritten) : each.conflict()));
    table.print();
    if (conflicts > 0) {
      print(
          terminal()
              .paint(
                  ExitStatus.INCOMPATIBLE,
                  Terminal.count(conflicts, "conflict") + ", nothing was written"));
    } else if (isWritten) {
      print(
          terminal()
              .paint(
                  ExitStatus.FINE,
                  "OK copied="
                      + missing
                      + " unchanged="
                      + (copies.size() - missing)
                      + " verified="
                      + copies.size()));
    } else {
      print(missing + " would be copied, nothing was written");
    }
  }

  private static String action(Copy copy, boolean isWritten) {
    if (copy.conflict() != null) {
      return "conflict";
    }
    if (!copy.isMissing()) {
      return "unchanged";
    }
    return isWritten ? "copied" : "missing";
  }
}
