// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.ReferenceStep;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place, and the texts of both schemas that it is in.
 *
 * @param before the text of the old schema; null for the root
 * @param after the text of the new schema; null for the root
 */
public record Position(
    Place place, @Nullable SubjectVersion before, @Nullable SubjectVersion after) {

  public static final Position ROOT = new Position(Place.ROOT, null, null);

  public Position at(Place other) {
    return new Position(other, before, after);
  }

  public Position field(String name) {
    return at(place.field(name));
  }

  public Position part(String suffix) {
    return at(place.part(suffix));
  }

  public Position branch(String name) {
    return at(place.branch(name));
  }

  /** The references of both closures. */
  public record Trail(ReferencePaths before, ReferencePaths after) {

    /** The references of two closures. */
    public static Trail of(ResolvedSchema before, ResolvedSchema after) {
      return new Trail(new ReferencePaths(before), new ReferencePaths(after));
    }

    /** Moves from the texts of a position to others. */
    public Position enter(
        Position from, @Nullable SubjectVersion oldText, @Nullable SubjectVersion newText) {
      List<Link> oldLinks = before.between(from.before(), oldText);
      List<Link> newLinks = after.between(from.after(), newText);
      return new Position(from.place().through(steps(oldLinks, newLinks)), oldText, newText);
    }

    /** The steps of the new schema, with those of the old schema where the names are equal. */
    private static List<ReferenceStep> steps(List<Link> oldLinks, List<Link> newLinks) {
      List<ReferenceStep> steps = new ArrayList<>();
      if (newLinks.isEmpty()) {
        oldLinks.forEach(each -> steps.add(new ReferenceStep(each.name(), each.target(), null)));
        return steps;
      }
      for (int i = 0; i < newLinks.size(); i++) {
        Link link = newLinks.get(i);
        SubjectVersion target = i < oldLinks.size() ? counterpart(oldLinks.get(i), link) : null;
        steps.add(new ReferenceStep(link.name(), target, link.target()));
      }
      return steps;
    }

    private static @Nullable SubjectVersion counterpart(Link old, Link fresh) {
      boolean isSame =
          old.name().equals(fresh.name())
              || old.target().subject().equals(fresh.target().subject());
      return isSame ? old.target() : null;
    }
  }
}
