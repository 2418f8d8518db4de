// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shortest ways from one text of a closure to another. The root's text is null. */
public final class ReferencePaths {

  private final Map<@Nullable SubjectVersion, List<Link>> links = new HashMap<>();
  private final Map<Pair, List<Link>> known = new HashMap<>();

  private record Pair(@Nullable SubjectVersion from, SubjectVersion to) {}

  private record Way(@Nullable Way before, Link link) {

    List<Link> links() {
      List<Link> links = new ArrayList<>();
      for (Way way = this; way != null; way = way.before()) {
        links.add(0, way.link());
      }
      return links;
    }
  }

  public ReferencePaths(ResolvedSchema resolved) {
    links.put(null, resolved.links());
    resolved.dependencies().forEach(each -> links.put(each.subjectVersion(), each.links()));
  }

  /** The references from one text to another; empty if it is the same or cannot be reached. */
  public List<Link> between(@Nullable SubjectVersion from, @Nullable SubjectVersion to) {
    if (to == null || to.equals(from)) {
      return List.of();
    }
    return known.computeIfAbsent(new Pair(from, to), pair -> search(from, to));
  }

  private List<Link> search(@Nullable SubjectVersion from, SubjectVersion to) {
    Set<SubjectVersion> reached = new HashSet<>();
    Deque<Way> todo = new ArrayDeque<>();
    links.getOrDefault(from, List.of()).forEach(link -> todo.add(new Way(null, link)));
    while (!todo.isEmpty()) {
      Way way = todo.remove();
      SubjectVersion target = way.link().target();
      if (target.equals(to)) {
        return way.links();
      }
      if (reached.add(target)) {
        links.getOrDefault(target, List.of()).forEach(link -> todo.add(new Way(way, link)));
      }
    }
    return List.of();
  }
}
