// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferenceAdded;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferenceMoved;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferencePinningChanged;
import io.velostream.schema.evolution.difference.ReferenceDifference.ReferenceRemoved;
import io.velostream.schema.evolution.difference.ReferenceStep;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the references of two schemas, and those of the schemas that they lead to. */
public final class ReferenceComparison {

  private final Findings findings;
  private final Map<SubjectVersion, Dependency> oldTexts;
  private final Map<SubjectVersion, Dependency> newTexts;

  private ReferenceComparison(Findings findings, ResolvedSchema before, ResolvedSchema after) {
    this.findings = findings;
    this.oldTexts = byVersion(before);
    this.newTexts = byVersion(after);
  }

  public static void compare(Findings findings, ResolvedSchema before, ResolvedSchema after) {
    ReferenceComparison comparison = new ReferenceComparison(findings, before, after);
    comparison.compareLinks(before.links(), after.links(), Place.ROOT);
    comparison.comparePinning(
        before.definition().references(), after.definition().references(), Place.ROOT);
  }

  private static Map<SubjectVersion, Dependency> byVersion(ResolvedSchema resolved) {
    Map<SubjectVersion, Dependency> texts = new HashMap<>();
    resolved.dependencies().forEach(each -> texts.put(each.subjectVersion(), each));
    return texts;
  }

  private void compareLinks(List<Link> before, List<Link> after, Place from) {
    findings.spend();
    Map<String, Link> old = byName(before);
    Map<String, Link> fresh = byName(after);
    Map<String, Link> added = new LinkedHashMap<>();
    for (Link link : fresh.values()) {
      Link same = old.remove(link.name());
      if (same == null) {
        added.put(link.name(), link);
      } else {
        compareTargets(same, link, from);
      }
    }
    for (Link link : List.copyOf(added.values())) {
      Link renamed = onlyOneTo(link, old);
      if (renamed != null && link.equals(onlyOneTo(link, added))) {
        old.remove(renamed.name());
        added.remove(link.name());
        compareTargets(renamed, link, from);
      }
    }
    for (Link link : old.values()) {
      findings.add(
          new ReferenceRemoved(place(from, link.name()), Effect.NONE, link.name(), link.target()));
    }
    for (Link link : added.values()) {
      findings.add(
          new ReferenceAdded(place(from, link.name()), Effect.NONE, link.name(), link.target()));
    }
  }

  /** The only reference to the same subject; null if there is none, or more than one. */
  private static @Nullable Link onlyOneTo(Link link, Map<String, Link> links) {
    List<Link> same =
        links.values().stream()
            .filter(each -> each.target().subject().equals(link.target().subject()))
            .toList();
    return same.size() == 1 ? same.get(0) : null;
  }

  private void compareTargets(Link before, Link after, Place from) {
    if (before.equals(after)) {
      return;
    }
    SubjectVersion source = before.target();
    SubjectVersion target = after.target();
    findings.add(
        new ReferenceMoved(
            place(from, after.name()), Effect.NONE, after.name(), before.name(), source, target));
    Dependency old = oldTexts.get(source);
    Dependency fresh = newTexts.get(target);
    if (old != null
        && fresh != null
        && !source.equals(target)
        && findings.isFirst(old, fresh, Scope.ANY)) {
      Place place = from.through(List.of(new ReferenceStep(after.name(), source, target)));
      compareLinks(old.links(), fresh.links(), place);
      comparePinning(old.definition().references(), fresh.definition().references(), place);
    }
  }

  private void comparePinning(
      List<SchemaReference> before, List<SchemaReference> after, Place from) {
    Map<String, Boolean> old = new HashMap<>();
    before.forEach(each -> old.put(each.name(), each.followsLatest()));
    for (SchemaReference each : after) {
      Boolean followed = old.get(each.name());
      if (followed != null && followed != each.followsLatest()) {
        findings.add(
            new ReferencePinningChanged(
                place(from, each.name()), Effect.NONE, each.name(), each.followsLatest()));
      }
    }
  }

  private static Map<String, Link> byName(List<Link> links) {
    Map<String, Link> byName = new LinkedHashMap<>();
    links.forEach(link -> byName.put(link.name(), link));
    return byName;
  }

  /** References are in no field. */
  private static Place place(Place from, String name) {
    return new Place("references[" + name + "]", from.references());
  }
}
