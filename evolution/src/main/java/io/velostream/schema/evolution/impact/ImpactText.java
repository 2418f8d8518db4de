// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.observe.lineage.LineageReport;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an impact for people. */
final class ImpactText {

  private static final int REASONS = 5;
  private static final int PATHS = 3;
  private static final int LONGEST_PATH = 12;
  private static final int LONGEST_SEARCHED_PATH = 50;

  private static final String OLD_DATA = "the new one cannot read old data: ";
  private static final String NEW_DATA = "the old one cannot read new data: ";

  private final StringBuilder text = new StringBuilder();
  private final ImpactPaths paths;

  private ImpactText(Impact impact) {
    this.paths = new ImpactPaths(impact);
  }

  static String of(Impact impact) {
    return new ImpactText(impact).write(impact);
  }

  private String write(Impact impact) {
    line(0, impact.from() + " → " + impact.to().version() + ": " + words(impact.change()));
    change(impact, OLD_DATA, Direction.BACKWARD, impact.change().backward());
    change(impact, NEW_DATA, Direction.FORWARD, impact.change().forward());
    long subjects =
        impact.dependents().stream().map(each -> each.at().subject()).distinct().count();
    line(
        0,
        impact.dependents().isEmpty()
            ? "No schema depends on " + impact.from() + "."
            : count(impact.dependents().size(), "schema")
                + " of "
                + count((int) subjects, "subject")
                + (impact.dependents().size() == 1 ? " depends on " : " depend on ")
                + impact.from()
                + "; "
                + (impact.broken().isEmpty()
                    ? "all stay fully compatible."
                    : impact.broken().size() + " not fully compatible."));
    impact.dependents().forEach(each -> dependent(impact, each));
    for (DependencyGraph.Edge edge : impact.elsewhere()) {
      line(0, "not touched: " + edge.from() + ", pinned to " + edge.to());
    }
    if (!impact.uses().isEmpty()) {
      line(
          0,
          count(impact.topics().size(), "topic")
              + " and "
              + count(impact.clients().size(), "client")
              + " are touched:");
      impact.uses().forEach(this::use);
    }
    return text.toString();
  }

  private void dependent(Impact impact, Dependent dependent) {
    line(
        1,
        dependent.at()
            + (dependent.isNewest() ? "" : " (not the newest)")
            + ": "
            + words(dependent.verdict())
            + ", "
            + (dependent.isTouchedAtOnce()
                ? "touched at once"
                : "after " + count(dependent.registrations(), "registration")));
    if (dependent.distance() > LONGEST_SEARCHED_PATH) {
      line(2, "by " + dependent.distance() + " references");
      return;
    }
    List<List<DependencyGraph.Edge>> found = paths.of(dependent.at(), PATHS + 1);
    found.stream().limit(PATHS).forEach(path -> line(2, path(dependent, path)));
    if (found.size() > PATHS) {
      line(2, "and by further paths");
    }
    places(impact, OLD_DATA, Direction.BACKWARD, dependent.verdict().backward());
    places(impact, NEW_DATA, Direction.FORWARD, dependent.verdict().forward());
  }

  /** Where the differences of the change break a dependent, which has no other ones. */
  private void places(
      Impact impact, String start, Direction direction, List<Incompatibility> reasons) {
    if (reasons.isEmpty() || impact.breaking(direction).isEmpty()) {
      reasons(2, start, reasons);
      return;
    }
    List<String> places = reasons.stream().map(Incompatibility::path).distinct().toList();
    int more = places.size() - REASONS;
    line(
        2,
        start
            + "by the change of "
            + impact.from().subject().qualified()
            + " at "
            + places.stream().limit(REASONS).collect(Collectors.joining(", "))
            + (more > 0 ? ", and at " + count(more, "further place") : ""));
  }

  /** Pinned references are solid arrows, and those that follow the newest version wavy ones. */
  private static String path(Dependent dependent, List<DependencyGraph.Edge> path) {
    StringBuilder names = new StringBuilder("by ").append(dependent.at());
    for (int step = 0; step < path.size(); step++) {
      DependencyGraph.Edge edge = path.get(step);
      if (path.size() > LONGEST_PATH && step == LONGEST_PATH / 2) {
        int skipped = path.size() - LONGEST_PATH;
        names.append(" → … ").append(skipped).append(" more …");
        step += skipped - 1;
      } else {
        names
            .append(edge.followsLatest() ? " ⇝ " : " → ")
            .append(edge.to())
            .append(edge.followsLatest() ? " (latest)" : "");
      }
    }
    return names.toString();
  }

  /** The differences that break, or the words of the format if it alone finds a reason. */
  private void change(
      Impact impact, String start, Direction direction, List<Incompatibility> reasons) {
    List<String> breaking =
        impact.breaking(direction).stream().map(SchemaDifference::sentence).toList();
    if (reasons.isEmpty() || breaking.isEmpty()) {
      reasons(1, start, reasons);
    } else {
      reasons(1, start, breaking);
    }
  }

  private void reasons(int indent, String start, List<?> reasons) {
    reasons.stream().limit(REASONS).forEach(reason -> line(indent, start + reason));
    if (reasons.size() > REASONS) {
      line(indent, start + count(reasons.size() - REASONS, "further reason"));
    }
  }

  private void use(TouchedUse touched) {
    LineageReport.Use use = touched.use();
    line(
        1,
        "topic "
            + use.topic()
            + (use.isKey() ? " (keys): " : ": ")
            + use.clientId()
            + (use.action().equals("read") ? " reads " : " writes ")
            + touched.schema()
            + ", last seen "
            + use.lastSeen());
  }

  private static String words(Verdict verdict) {
    return verdict.kind() == StepKind.UNKNOWN
        ? verdict.kind().words() + ": " + verdict.obstacle()
        : verdict.kind().words();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void line(int indent, String line) {
    text.append("  ".repeat(indent))
        .append(line.lines().collect(Collectors.joining(" ")))
        .append('\n');
  }
}
