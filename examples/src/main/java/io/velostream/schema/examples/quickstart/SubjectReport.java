// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SubjectVersion;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows the subjects of one root schema: a line each, and the tree of their references. */
final class SubjectReport {

  private static final int MOST_LINES = 40;

  private final PrintStream out;
  private final Map<SubjectVersion, Dependency> dependencies = new HashMap<>();
  private final Set<SubjectVersion> shown = new HashSet<>();
  private int lines;

  SubjectReport(PrintStream out) {
    this.out = out;
  }

  /** Prints subject, version, id and number of references of each schema. */
  void printSubjects(List<RegisteredSchema> subjects) {
    out.printf("%-44s %7s %4s %11s%n", "subject", "version", "id", "references");
    for (RegisteredSchema each : subjects) {
      SubjectVersion at = each.subjectVersion();
      out.printf(
          "%-44s %7s %4d %11d%n",
          at == null ? "?" : at.subject(),
          at == null ? "?" : at.version(),
          each.idValue(),
          each.definition().references().size());
    }
  }

  /** Prints what the root refers to, and so on; a schema met again is shown without its own. */
  void printTree(RegisteredSchema root, ResolvedSchema resolved) {
    resolved.dependencies().forEach(each -> dependencies.put(each.subjectVersion(), each));
    out.println(root.name());
    printLinks(resolved.links(), "");
    if (lines > MOST_LINES) {
      out.println("… " + (lines - MOST_LINES) + " lines more");
    }
  }

  private void printLinks(List<Link> links, String indent) {
    for (int i = 0; i < links.size(); i++) {
      boolean isLast = i == links.size() - 1;
      SubjectVersion target = links.get(i).target();
      Dependency dependency = dependencies.get(target);
      boolean isAgain = !shown.add(target);
      if (++lines <= MOST_LINES) {
        out.println(indent + (isLast ? "└─ " : "├─ ") + target + (isAgain ? " (as above)" : ""));
      }
      if (!isAgain && dependency != null) {
        printLinks(dependency.links(), indent + (isLast ? "   " : "│  "));
      }
    }
  }
}
