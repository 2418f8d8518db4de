// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.BranchAdded;
import io.velostream.schema.evolution.difference.TypeDifference.BranchRemoved;
import io.velostream.schema.evolution.difference.TypeDifference.NullabilityChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypeChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Compares two types, at least one of which is a union. */
final class AvroUnions {

  private static final Schema NULL = Schema.create(Schema.Type.NULL);

  private final AvroComparison comparison;
  private final Schema before;
  private final Schema after;
  private final List<Schema> removed;
  private final List<Schema> added;
  private final List<Pair> pairs = new ArrayList<>();

  /** Whether neither side has several branches beside null. */
  private final boolean isPlain;

  private record Pair(Schema before, Schema after) {}

  AvroUnions(AvroComparison comparison, Schema before, Schema after) {
    this.comparison = comparison;
    this.before = before;
    this.after = after;
    this.removed = withoutNull(before);
    this.added = withoutNull(after);
    this.isPlain = removed.size() < 2 && added.size() < 2;
  }

  private static List<Schema> branches(Schema schema) {
    return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
  }

  private static List<Schema> withoutNull(Schema schema) {
    List<Schema> others = new ArrayList<>(branches(schema));
    others.removeIf(each -> each.getType() == Schema.Type.NULL);
    return others;
  }

  private static boolean admitsNull(Schema schema) {
    return branches(schema).stream().anyMatch(each -> each.getType() == Schema.Type.NULL);
  }

  void compare(Position from, Scope scope) {
    Place place = from.place();
    boolean isNullable = admitsNull(after);
    if (admitsNull(before) != isNullable) {
      Effect effect =
          scope.breaking(
              !isNullable && !AvroComparison.reads(after, NULL),
              isNullable && !AvroComparison.reads(before, NULL),
              Severity.ERROR);
      comparison.findings.add(new NullabilityChanged(place, effect, isNullable));
    } else if (before.isUnion() != after.isUnion() && isPlain) {
      comparison.findings.add(
          new TypeChanged(place, scope.both(Severity.INFO), shape(before), shape(after)));
    }
    pair(AvroUnions::haveEqualNames);
    pair(AvroUnions::haveRelatedNames);
    pair(this::arePromoted);
    if (removed.size() == 1 && added.size() == 1) {
      pair((old, fresh) -> isPlain || old.getType() == fresh.getType());
    }
    pairs.forEach(pair -> comparePair(pair.before(), pair.after(), from, scope));
    removed.forEach(
        each ->
            comparison.findings.add(
                new BranchRemoved(
                    place,
                    scope.breaking(!AvroComparison.reads(after, each), false, Severity.ERROR),
                    AvroTexts.type(each))));
    added.forEach(
        each ->
            comparison.findings.add(
                new BranchAdded(
                    place,
                    scope.breaking(false, !AvroComparison.reads(before, each), Severity.ERROR),
                    AvroTexts.type(each))));
    comparison.compareOrder("branches", order(before), order(after), place, scope);
  }

  private static String shape(Schema schema) {
    return schema.isUnion() ? "union of " + AvroTexts.type(schema) : AvroTexts.type(schema);
  }

  private static List<String> order(Schema schema) {
    return branches(schema).stream().map(AvroTexts::branch).toList();
  }

  /** Moves branches that belong together from the lists to the pairs. */
  private void pair(BiPredicate<Schema, Schema> condition) {
    for (Schema old : List.copyOf(removed)) {
      for (Schema fresh : added) {
        if (condition.test(old, fresh)) {
          pairs.add(new Pair(old, fresh));
          remove(removed, old);
          remove(added, fresh);
          break;
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // equality of schemas is costly, and one is meant
  private static void remove(List<Schema> branches, Schema unwanted) {
    branches.removeIf(each -> each == unwanted);
  }

  private static boolean haveEqualNames(Schema old, Schema fresh) {
    return old.getType() == fresh.getType() && old.getFullName().equals(fresh.getFullName());
  }

  private static boolean haveRelatedNames(Schema old, Schema fresh) {
    return old.getType() == fresh.getType()
        && (SchemaCompatibility.schemaNameEquals(fresh, old)
            || SchemaCompatibility.schemaNameEquals(old, fresh));
  }

  /** Also of one of two branches: the other may be read by it as well. */
  private boolean arePromoted(Schema old, Schema fresh) {
    return old.getType() != fresh.getType()
        && (AvroComparison.reads(fresh, old) || AvroComparison.reads(old, fresh));
  }

  private void comparePair(Schema old, Schema fresh, Position from, Scope scope) {
    Position position = isPlain ? from : from.branch(AvroTexts.branch(fresh));
    comparison.compare(old, fresh, position, isPlain ? scope : masked(old, fresh, scope));
  }

  /** A branch that its counterpart cannot read may be readable by another branch. */
  private Scope masked(Schema old, Schema fresh, Scope scope) {
    return scope.unbreakable(
        !AvroComparison.reads(fresh, old) && AvroComparison.reads(after, old),
        !AvroComparison.reads(old, fresh) && AvroComparison.reads(before, fresh));
  }
}
