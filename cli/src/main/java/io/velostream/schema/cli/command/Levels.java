// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.cli.text.Terminal.Colour;
import io.velostream.schema.evolution.comparison.DifferenceJson;
import io.velostream.schema.evolution.compatibility.BreakingDifference;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.ConfigRequests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Levels, verdicts and differences as texts and JSON. */
final class Levels {

  private Levels() {}

  /** The level that a registry names. */
  static CompatibilityLevel of(
      io.velostream.schema.registry.protocol.CompatibilityLevel level, String subject) {
    try {
      return CompatibilityLevel.of(level);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitStatus.CANNOT_TELL,
          "the level of " + subject + " is not known; give one by --level",
          e);
    }
  }

  /**
   * The level that a subject is compared at.
   *
   * @param requested the level that was given; null for that of the subject in the registry, or
   *     {@code BACKWARD} if there is no registry
   */
  static CompatibilityLevel of(
      SchemaSource source, @Nullable CompatibilityLevel requested, Subject subject) {
    Connection connection = source.connection();
    if (requested != null || connection == null) {
      return requested == null ? CompatibilityLevel.BACKWARD : requested;
    }
    return of(connection.call(ConfigRequests.effectiveCompatibility(subject)), subject.qualified());
  }

  /** The exit status that a report leads to. */
  static ExitStatus status(CompatibilityReport report) {
    if (report.isCompatible()) {
      return ExitStatus.FINE;
    }
    return report.isUndecided() ? ExitStatus.CANNOT_TELL : ExitStatus.INCOMPATIBLE;
  }

  /** A word of a severity in its colour; other words are as they are. */
  static String paint(Terminal terminal, String word) {
    return switch (word) {
      case "CRITICAL", "ERROR" -> terminal.paint(Colour.RED, word);
      case "WARNING" -> terminal.paint(Colour.YELLOW, word);
      case "INFO" -> terminal.paint(Colour.DIM, word);
      default -> word;
    };
  }

  /** Adds reasons and breaking differences to a result. */
  static void write(ObjectNode result, CompatibilityReport report) {
    result.put("level", report.level().name());
    result.put("compatible", report.isCompatible());
    result.put("undecided", report.isUndecided());
    ArrayNode versions = result.putArray("versions");
    report.versions().forEach(versions::add);
    ArrayNode reasons = result.putArray("reasons");
    report
        .reasons()
        .forEach(
            each ->
                reasons
                    .addObject()
                    .put("version", each.version())
                    .put("direction", each.direction().name())
                    .put("path", each.path())
                    .put("reason", each.incompatibility().reason()));
    ArrayNode differences = result.putArray("differences");
    for (BreakingDifference each : report.differences()) {
      ObjectNode object = differences.addObject();
      object.put("version", each.version());
      object.put("direction", each.direction().name());
      DifferenceJson.write(object, each.difference());
    }
  }

  /** Adds a list of reasons. */
  static void write(ArrayNode list, List<Incompatibility> reasons) {
    reasons.forEach(each -> list.addObject().put("path", each.path()).put("reason", each.reason()));
  }

  /** The number of differences of each severity, from the worst. */
  static String counts(List<SchemaDifference> differences) {
    StringBuilder text = new StringBuilder();
    Severity[] severities = Severity.values();
    for (int i = severities.length - 1; i >= 0; i--) {
      Severity severity = severities[i];
      long count = differences.stream().filter(each -> each.severity() == severity).count();
      if (count > 0) {
        text.append(text.length() == 0 ? "" : ", ").append(count).append(' ').append(severity);
      }
    }
    return text.toString();
  }
}
