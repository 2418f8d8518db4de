// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.examples.console.Style;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SubjectVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows the subjects of one root schema: a line each, and the tree of their references. */
final class SubjectReport {

  private static final int MOST_LINES = 40;

  private final Screen screen;
  private final Map<SubjectVersion, Dependency> dependencies = new HashMap<>();
  private final Set<SubjectVersion> shown = new HashSet<>();
  private int lines;

  SubjectReport(Screen screen) {
    this.screen = screen;
  }

  /** Prints subject, version, id and number of references of each schema. */
  void printSubjects(List<RegisteredSchema> subjects) {
    screen.say(
        screen.styled(
            Style.FAINT,
            String.format("%-44s %7s %4s %11s", "subject", "version", "id", "references")));
    for (RegisteredSchema each : subjects) {
      SubjectVersion at = each.subjectVersion();
      screen.say(
          String.format(
              "%-44s %7s %4d %11d",
              at == null ? "?" : at.subject(),
              at == null ? "?" : at.version(),
              each.idValue(),
              each.definition().references().size()));
    }
  }

  /** Prints what the root refers to, and so on; a schema met again is shown without its own. */
  void printTree(RegisteredSchema root, ResolvedSchema resolved) {
    resolved.dependencies().forEach(each -> dependencies.put(each.subjectVersion(), each));
    screen.say(root.name());
    printLinks(resolved.links(), "");
    if (lines > MOST_LINES) {
      screen.say("… " + (lines - MOST_LINES) + " lines more");
    }
  }

  private void printLinks(List<Link> links, String indent) {
    for (int i = 0; i < links.size(); i++) {
      boolean isLast = i == links.size() - 1;
      SubjectVersion target = links.get(i).target();
      Dependency dependency = dependencies.get(target);
      boolean isAgain = !shown.add(target);
      if (++lines <= MOST_LINES) {
        screen.say(indent + (isLast ? "└─ " : "├─ ") + target + (isAgain ? " (as above)" : ""));
      }
      if (!isAgain && dependency != null) {
        printLinks(dependency.links(), indent + (isLast ? "   " : "│  "));
      }
    }
  }
}
