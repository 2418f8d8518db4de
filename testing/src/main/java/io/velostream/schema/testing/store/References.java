// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.model.SchemaReference;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import io.velostream.schema.testing.store.SchemaType.Dependency;
import io.velostream.schema.testing.store.SchemaType.SourceText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows references between stored schemas, in both directions. */
public final class References {

  private final SchemaStore store;

  public References(SchemaStore store) {
    this.store = store;
  }

  /** Returns a content with its dependencies, in dependency order. */
  public SourceText source(QualifiedSubject subject, SchemaContent content) {
    Set<StoredVersion> done = new LinkedHashSet<>();
    Map<StoredVersion, Set<String>> names = new HashMap<>();
    Deque<Step> path = new ArrayDeque<>();
    path.push(new Step(null, subject.context(), content.references().iterator()));
    while (!path.isEmpty()) {
      Step step = path.element();
      if (step.remaining.hasNext()) {
        SchemaReference reference = step.remaining.next();
        StoredVersion next = target(step, reference);
        names.computeIfAbsent(next, unused -> new TreeSet<>()).add(reference.name());
        if (!done.contains(next)) {
          refuseCycle(path, next);
          Iterator<SchemaReference> references = next.content().references().iterator();
          path.push(new Step(next, next.subject().context(), references));
        }
      } else {
        path.pop();
        if (step.version != null) {
          done.add(step.version);
        }
      }
    }
    return new SourceText(
        content.text(),
        done.stream()
            .map(each -> new Dependency(names.getOrDefault(each, Set.of()), each.content().text()))
            .toList());
  }

  /** Ids of the live schemas that refer to a version. */
  public Set<Integer> referrers(StoredVersion target) {
    return store
        .all()
        .filter(Visibility.LIVE)
        .filter(each -> refersTo(each, target))
        .map(StoredVersion::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean refersTo(StoredVersion referrer, StoredVersion target) {
    String context = referrer.subject().context();
    return referrer.content().references().stream()
        .filter(each -> QualifiedSubject.parse(each.subject(), context).equals(target.subject()))
        .anyMatch(each -> each.version() == target.version() || followsLatest(each, target));
  }

  private boolean followsLatest(SchemaReference reference, StoredVersion target) {
    return reference.version() == SchemaReference.LATEST
        && store.latest(target.subject(), Visibility.LIVE).filter(target::equals).isPresent();
  }

  private StoredVersion target(Step step, SchemaReference reference) {
    QualifiedSubject subject = QualifiedSubject.parse(reference.subject(), step.context);
    Visibility visibility =
        step.version == null || reference.version() == SchemaReference.LATEST
            ? Visibility.LIVE
            : Visibility.ALL;
    return store
        .find(subject, reference.version(), visibility)
        .orElseThrow(
            () ->
                RestException.invalidSchema(
                    "no schema for reference '%s' to version %d of subject '%s'"
                        .formatted(reference.name(), reference.version(), subject)));
  }

  private static void refuseCycle(Deque<Step> path, StoredVersion next) {
    if (path.stream().noneMatch(each -> next.equals(each.version))) {
      return;
    }
    List<String> names = new ArrayList<>();
    path.descendingIterator().forEachRemaining(each -> names.add(nameOf(each.version)));
    names.add(nameOf(next));
    throw RestException.invalidSchema("references in a cycle: " + String.join(" -> ", names));
  }

  private static String nameOf(@Nullable StoredVersion version) {
    return version == null ? "(this schema)" : version.subject() + ":" + version.version();
  }

  /** A step of the depth-first search; the version is null for the root. */
  private record Step(
      @Nullable StoredVersion version, String context, Iterator<SchemaReference> remaining) {}
}
