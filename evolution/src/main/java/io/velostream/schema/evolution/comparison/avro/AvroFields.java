// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import io.velostream.schema.evolution.comparison.walk.Defaults;
import io.velostream.schema.evolution.comparison.walk.LikelyRenames;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.AnnotationDifference.AttributeChanged;
import io.velostream.schema.evolution.difference.FieldDifference.AmbiguousAlias;
import io.velostream.schema.evolution.difference.FieldDifference.FieldAdded;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRemoved;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRenamed;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** Compares the fields of two records. */
final class AvroFields {

  private final AvroComparison comparison;
  private final Schema before;
  private final Schema after;
  private final Position position;
  private final Scope scope;

  /** The old field of each new one that has one. */
  private final Map<String, Field> oldFields = new LinkedHashMap<>();

  /** The old fields without a new one. */
  private final Map<String, Field> removed = new LinkedHashMap<>();

  AvroFields(
      AvroComparison comparison, Schema before, Schema after, Position position, Scope scope) {
    this.comparison = comparison;
    this.before = before;
    this.after = after;
    this.position = position;
    this.scope = scope;
  }

  void compare() {
    pair();
    List<Field> added = new ArrayList<>();
    List<String> newOrder = new ArrayList<>();
    for (Field fresh : after.getFields()) {
      Field old = oldFields.get(fresh.name());
      if (old == null) {
        added.add(fresh);
        add(fresh);
      } else {
        newOrder.add(old.name());
        comparePair(old, fresh);
      }
    }
    removed.values().forEach(this::remove);
    LikelyRenames renames = new LikelyRenames();
    removed.values().forEach(each -> renames.removed(each.name(), type(each), each.doc()));
    added.forEach(each -> renames.added(each.name(), type(each), each.doc()));
    renames.suggest(position.place(), scope).forEach(comparison.findings::add);
    List<String> oldOrder = before.getFields().stream().map(Field::name).toList();
    comparison.compareOrder("fields", oldOrder, newOrder, position.place(), scope);
  }

  private static String type(Field field) {
    return AvroTexts.type(field.schema());
  }

  /** By name, then by an alias of the new field, then by an alias of the old field. */
  private void pair() {
    before.getFields().forEach(each -> removed.put(each.name(), each));
    for (Field fresh : after.getFields()) {
      take(fresh, fresh.name());
    }
    for (Field fresh : after.getFields()) {
      if (!oldFields.containsKey(fresh.name())) {
        fresh.aliases().forEach(alias -> take(fresh, alias));
      }
    }
    for (Field old : List.copyOf(removed.values())) {
      for (String alias : old.aliases()) {
        Field fresh = after.getField(alias);
        if (fresh != null && !oldFields.containsKey(alias)) {
          take(fresh, old.name());
        }
      }
    }
  }

  private void take(Field fresh, String oldName) {
    if (!oldFields.containsKey(fresh.name())) {
      Field old = removed.remove(oldName);
      if (old != null) {
        oldFields.put(fresh.name(), old);
      }
    }
  }

  /** The fields of a writer that a reader's field takes its values from: one, unless ambiguous. */
  private static List<Field> sources(Field field, Schema writer) {
    Field same = writer.getField(field.name());
    if (field.aliases().isEmpty()) {
      return same == null ? List.of() : List.of(same);
    }
    List<Field> sources = new ArrayList<>();
    if (same != null) {
      sources.add(same);
    }
    for (String alias : field.aliases()) {
      Field other = writer.getField(alias);
      if (other != null) {
        sources.add(other);
      }
    }
    return sources;
  }

  private boolean isAmbiguous(Field field, Schema writer, boolean isBackward) {
    List<Field> sources = sources(field, writer);
    if (sources.size() < 2) {
      return false;
    }
    comparison.findings.add(
        new AmbiguousAlias(
            position.place().field(field.name()),
            scope.breaking(isBackward, !isBackward, Severity.CRITICAL),
            sources.stream().map(Field::name).toList()));
    return true;
  }

  /** How a reader with a field gets on with a writer that has no counterpart of it. */
  private Severity severityAlone(Field field, Schema writer, boolean isBackward, Severity loss) {
    if (isAmbiguous(field, writer, isBackward)) {
      return Severity.CRITICAL;
    }
    List<Field> sources = sources(field, writer);
    if (!sources.isEmpty()) { // by an alias, the values of a field that has a counterpart, too
      boolean isReadable = AvroComparison.reads(field.schema(), sources.get(0).schema());
      return isReadable ? Severity.WARNING : Severity.CRITICAL;
    }
    return field.hasDefaultValue() ? loss : Severity.CRITICAL;
  }

  private void add(Field fresh) {
    Severity backward = severityAlone(fresh, before, true, Severity.INFO);
    comparison.findings.add(
        new FieldAdded(
            position.place().field(fresh.name()),
            scope.effect(backward, Severity.INFO),
            fresh.name(),
            type(fresh),
            AvroTexts.defaultOf(fresh),
            !fresh.hasDefaultValue()));
  }

  private void remove(Field old) {
    Severity forward = severityAlone(old, after, false, Severity.WARNING);
    comparison.findings.add(
        new FieldRemoved(
            position.place().field(old.name()),
            scope.effect(Severity.WARNING, forward),
            old.name(),
            type(old),
            AvroTexts.defaultOf(old),
            !old.hasDefaultValue()));
  }

  private void comparePair(Field old, Field fresh) {
    Position at = position.field(fresh.name());
    boolean readsBackward =
        !isAmbiguous(fresh, before, true) && isSource(old, sources(fresh, before));
    boolean readsForward = !isAmbiguous(old, after, false) && isSource(fresh, sources(old, after));
    if (!old.name().equals(fresh.name())) {
      Severity backward =
          readsBackward ? Severity.INFO : severityUnpaired(fresh, sources(fresh, before));
      Severity forward = readsForward ? Severity.INFO : severityUnpaired(old, sources(old, after));
      comparison.findings.add(
          new FieldRenamed(
              at.place(),
              scope.effect(backward, forward),
              old.name(),
              fresh.name(),
              fresh.aliases().contains(old.name())));
    }
    Scope inner = scope.unbreakable(!readsBackward, !readsForward);
    compareAnnotations(old, fresh, at.place());
    comparison.compare(old.schema(), fresh.schema(), at, inner);
  }

  @SuppressWarnings("ReferenceEquality") // the fields are those of the compared records
  private static boolean isSource(Field field, List<Field> sources) {
    return sources.size() == 1 && sources.get(0) == field;
  }

  /** A renamed field whose alias is in the other schema only: its values are not found. */
  private static Severity severityUnpaired(Field field, List<Field> sources) {
    if (sources.size() == 1) {
      boolean isReadable = AvroComparison.reads(field.schema(), sources.get(0).schema());
      return isReadable ? Severity.WARNING : Severity.CRITICAL;
    }
    return sources.isEmpty() && field.hasDefaultValue() ? Severity.WARNING : Severity.CRITICAL;
  }

  private void compareAnnotations(Field old, Field fresh, Place place) {
    comparison.compareDocs(old.doc(), fresh.doc(), place, scope);
    comparison.compareAliases(old.aliases(), fresh.aliases(), place, scope);
    comparison.compareAttributes(old, fresh, place, scope);
    if (old.order() != fresh.order()) {
      comparison.findings.add(
          new AttributeChanged(
              place, scope.both(Severity.INFO), "order", order(old), order(fresh)));
    }
    SchemaDifference ofDefaults =
        Defaults.compare(AvroTexts.defaultOf(old), AvroTexts.defaultOf(fresh), place, scope);
    if (ofDefaults != null) {
      comparison.findings.add(ofDefaults);
    }
  }

  private static String order(Field field) {
    return field.order().name().toLowerCase(Locale.ROOT);
  }
}
