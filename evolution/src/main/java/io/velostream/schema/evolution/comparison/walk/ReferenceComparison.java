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
    Map<String, SubjectVersion> old = byName(before);
    Map<String, SubjectVersion> fresh = byName(after);
    old.forEach(
        (name, target) -> {
          if (!fresh.containsKey(name)) {
            findings.add(new ReferenceRemoved(place(from, name), Effect.NONE, name, target));
          }
        });
    fresh.forEach((name, target) -> compareTargets(name, old.get(name), target, from));
  }

  private void compareTargets(
      String name, @Nullable SubjectVersion before, SubjectVersion after, Place from) {
    if (before == null) {
      findings.add(new ReferenceAdded(place(from, name), Effect.NONE, name, after));
      return;
    }
    if (before.equals(after)) {
      return;
    }
    findings.add(new ReferenceMoved(place(from, name), Effect.NONE, name, before, after));
    Dependency old = oldTexts.get(before);
    Dependency fresh = newTexts.get(after);
    if (old != null && fresh != null && findings.isFirst(old, fresh, Scope.ANY)) {
      Place target = from.through(List.of(new ReferenceStep(name, before, after)));
      compareLinks(old.links(), fresh.links(), target);
      comparePinning(old.definition().references(), fresh.definition().references(), target);
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

  private static Map<String, SubjectVersion> byName(List<Link> links) {
    Map<String, SubjectVersion> byName = new LinkedHashMap<>();
    links.forEach(link -> byName.put(link.name(), link.target()));
    return byName;
  }

  /** References are in no field. */
  private static Place place(Place from, String name) {
    return new Place("references[" + name + "]", from.references());
  }
}
